package dev.slipway.serving.plane;

import dev.slipway.core.registry.VersionId;
import java.util.Optional;

/// Finds the version that an alias of a model points at now.
@FunctionalInterface
public interface AliasLookup {
  Optional<VersionId> find(String model, String alias);
}
