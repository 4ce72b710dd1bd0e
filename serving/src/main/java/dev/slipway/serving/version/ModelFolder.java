package dev.slipway.serving.version;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.scoring.worker.PythonFolderFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A folder that holds one model, as containers are given it: the model file alone or among notes and scripts,
/// a folder of its own, or Triton's folders of numbered versions, of which the greatest counts. A folder with
/// `predict.py` is a model itself: what else lies in it is its program's.
final class ModelFolder {
  private static final Set<String> BESIDE_THE_MODEL =
      Set.of("config.pbtxt", "requirements.txt", "README.md", "code");

  private ModelFolder() {}

  /// The model in it; the path itself where it is no such folder.
  static Path modelIn(Path path) {
    if (!Files.isDirectory(path) || PythonFolderFormat.recognizes(path)) {
      return path;
    }
    List<Path> candidates = candidates(path);
    if (candidates.size() == 1) {
      return modelIn(candidates.getFirst());
    }
    Optional<Path> newest =
        candidates.stream()
            .filter(p -> Files.isDirectory(p) && number(p) > 0)
            .max(Comparator.comparingInt(ModelFolder::number));
    boolean versions = candidates.stream().allMatch(p -> number(p) > 0);
    return versions && newest.isPresent() ? modelIn(newest.get()) : path;
  }

  private static List<Path> candidates(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> !beside(name(p))).toList();
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.ENVIRONMENT, "the model folder cannot be listed: " + e.getMessage(), e);
    }
  }

  private static boolean beside(String name) {
    return name.startsWith(".") || name.endsWith(".py") || BESIDE_THE_MODEL.contains(name);
  }

  private static int number(Path path) {
    String name = name(path);
    return name.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(name) : 0;
  }

  private static String name(Path path) {
    Path last = path.getFileName();
    return last == null ? "" : last.toString();
  }
}
