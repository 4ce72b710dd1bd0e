package dev.slipway.core.registry;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.nio.file.Path;

/// Keeps packages by digest (port). A package is there whole or not at all.
public interface PackageStore {
  /// Copies a package folder into the store after verifying it, and returns its digest. Nothing is stored
  /// of a package that fails (`CORRUPT_PACKAGE`).
  Digest put(Path folder);

  /// A local folder with the package, to be read only; `NOT_FOUND` where the store does not have it.
  Path folder(Digest digest);

  boolean has(Digest digest);

  /// What an implementation throws for a package that it does not have.
  static SlipwayException unknown(Digest digest) {
    return new SlipwayException(
        ErrorCode.NOT_FOUND,
        "no package %s is stored; push it with 'slipway push'".formatted(digest.abbreviated()));
  }
}
