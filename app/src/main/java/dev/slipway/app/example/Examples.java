package dev.slipway.app.example;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The example projects inside the program, each a whole folder that a user can start from.
public final class Examples {
  private static final List<String> NAMES = List.of("flight-delay", "flight-eta");

  private Examples() {}

  public static List<String> names() {
    return NAMES;
  }

  /// Copies an example into a folder that is empty or does not exist yet.
  public static void copy(String name, Path target) {
    if (!NAMES.contains(name)) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND, "no example '%s'; there are %s".formatted(name, NAMES));
    }
    try {
      if (Files.isDirectory(target)) {
        try (Stream<Path> entries = Files.list(target)) {
          if (entries.findAny().isPresent()) {
            throw new SlipwayException(
                ErrorCode.CONFLICT,
                "%s is not empty; name a folder that does not exist yet".formatted(target));
          }
        }
      }
      copyResources("examples/" + name, target);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.STORAGE,
          "cannot write the example to %s: %s".formatted(target, e.getMessage()),
          e);
    }
  }

  private static void copyResources(String resource, Path target) throws IOException {
    URL url = Examples.class.getClassLoader().getResource(resource + "/slipway.yaml");
    if (url == null) {
      throw new IllegalStateException(resource + " is not in the program");
    }
    URI uri = uri(url);
    if (!"jar".equals(uri.getScheme())) {
      copyTree(Path.of(uri).resolveSibling("").toAbsolutePath(), target);
      return;
    }
    try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
      copyTree(jar.getPath(resource), target);
    }
  }

  private static URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(url + " is no URI", e);
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(
            java.util.Objects.requireNonNull(target.getParent(), "a file lies in a folder"));
        Files.copy(file, target);
      }
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
