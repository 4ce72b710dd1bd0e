package dev.slipway.serving.version;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.ModelLoader;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.recording.Recording;
import dev.slipway.core.registry.VersionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A package folder, a bare model file or a folder that holds one, served without registry or home.
///
/// A package proves itself as a registered one does. A bare file has nothing to prove it by: its own
/// signature counts, every value is taken as usual, and nothing but the file's format is checked.
public final class LoneModel {
  private final PackageFolders folders;
  private final ModelLoader models;

  public LoneModel(PackageFolders folders, ModelLoader models) {
    this.folders = folders;
    this.models = models;
  }

  public LoadedVersion load(VersionId version, Path path) {
    if (!Files.exists(path)) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "there is no '%s'; name a model file or a package folder".formatted(path));
    }
    if (Files.isRegularFile(path.resolve("package.json"))) {
      return new ProvenPackage(folders, models).load(version, path);
    }
    Scorer scorer = models.load(ModelFolder.modelIn(path));
    return new LoadedVersion(
        version, scorer, scorer.signature(), Optional.empty(), Recording.EVERYTHING);
  }

  /// The name that a path is served under unless told otherwise: its last part without its ending, in
  /// characters that a name may have.
  public static String nameOf(Path path) {
    Path last = path.toAbsolutePath().normalize().getFileName();
    String name = last == null ? "model" : last.toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String allowed = stem.replaceAll("[^a-zA-Z0-9._-]", "-").replaceAll("^[._-]+", "");
    return allowed.isEmpty() ? "model" : allowed.substring(0, Math.min(128, allowed.length()));
  }
}
