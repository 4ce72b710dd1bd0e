package dev.slipway.serving.version;

import dev.slipway.core.registry.VersionId;

/// Where versions are loaded from.
public interface VersionSource {
  /// Loads a version and proves that it is the one that was built; `NOT_FOUND`, `CORRUPT_PACKAGE`,
  /// `UNSUPPORTED_MODEL` or `CORRUPT_MODEL` otherwise.
  LoadedVersion load(VersionId version);
}
