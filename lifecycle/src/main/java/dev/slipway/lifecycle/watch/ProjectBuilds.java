package dev.slipway.lifecycle.watch;

import dev.slipway.core.registry.VersionId;
import java.nio.file.Path;

/// Builds a model again (port).
public interface ProjectBuilds {
  /// Builds the project that makes the model with these labelled rows added to what it learns from, and
  /// registers the result as a version that waits for a person's approval. Throws `NOT_FOUND` where no
  /// project is known for the model.
  VersionId rebuild(String model, Path labelledRows, String reason);
}
