package dev.slipway.core.modelpackage;

import dev.slipway.core.check.CheckReport;
import dev.slipway.core.content.Digest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Reads and writes packages as folders (port).
public interface PackageFolders {
  /// Writes everything but the model files, which are copied from `model` (a file or a folder), into a
  /// fresh folder beside `folder`, and moves it there when it is whole. Returns the package's digest.
  Digest write(ModelPackage contents, Path model, Path folder);

  /// Reads a package after checking the digest of every file; `CORRUPT_PACKAGE` names the first that
  /// differs, is missing or is not listed.
  ModelPackage read(Path folder);

  /// The digest that names the package: the SHA-256 of its `package.json`.
  Digest digest(Path folder);

  /// The check report in the package, empty where none was made.
  default Optional<CheckReport> report(Path folder) {
    return Optional.empty();
  }

  /// Adds or replaces files (the check report) and seals the folder anew.
  Digest addFiles(Path folder, Map<String, byte[]> files);
}
