package dev.slipway.wire.project;

import java.nio.file.Path;

/// Paths of a project: relative to its folder, with `/`, without `.` or needless `..`.
final class ProjectPaths {
  private ProjectPaths() {}

  static String normal(String wdir, String path) {
    String text = Path.of(wdir).resolve(path).normalize().toString().replace('\\', '/');
    return text.isEmpty() ? "." : text;
  }

  /// Whether one of the two is the other, or a folder that holds it.
  static boolean overlap(String a, String b) {
    return within(a, b) || within(b, a);
  }

  /// Whether `path` is `folder` or lies inside it.
  static boolean within(String path, String folder) {
    return path.equals(folder) || folder.equals(".") || path.startsWith(folder + "/");
  }
}
