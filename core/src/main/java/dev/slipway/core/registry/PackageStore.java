package dev.slipway.core.registry;

import dev.slipway.core.content.Digest;
import java.nio.file.Path;

/// Keeps packages by digest (port). A package is there whole or not at all.
public interface PackageStore {
  /// Copies a package folder into the store after verifying it, and returns its digest.
  Digest put(Path folder);

  /// A local folder with the package, to be read only.
  Path folder(Digest digest);

  boolean has(Digest digest);
}
