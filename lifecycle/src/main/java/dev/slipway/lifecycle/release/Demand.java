package dev.slipway.lifecycle.release;

import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.Releases;
import dev.slipway.core.route.Environment;
import java.util.List;
import java.util.Optional;

/// One thing that an environment demands of a version before it may answer there.
sealed interface Demand {
  /// Why the version is refused and what to do, or empty.
  Optional<String> refusal(ModelVersion version, String endpoint);

  /// What an environment demands, in the order it is asked.
  static List<Demand> of(Environment environment, Releases releases) {
    return switch (environment) {
      case TEST, STAGING -> List.of();
      case PRODUCTION -> List.of(new Approved(), new BeenThroughStaging(releases));
    };
  }

  /// Somebody, or the rule that all checks passed, approved it.
  record Approved() implements Demand {
    @Override
    public Optional<String> refusal(ModelVersion version, String endpoint) {
      return version.approval().isPresent()
          ? Optional.empty()
          : Optional.of(
              "%s waits for approval. Look at its report, then: slipway approve %s --reason \"...\""
                  .formatted(version.id(), version.id()));
    }
  }

  /// A release to the staging endpoint of the same name succeeded and was not taken back.
  record BeenThroughStaging(Releases releases) implements Demand {
    private static final int HISTORY = 1000;

    @Override
    public Optional<String> refusal(ModelVersion version, String endpoint) {
      boolean been =
          releases.of(endpoint, Environment.STAGING, HISTORY).stream()
              .anyMatch(
                  r -> r.candidate().equals(version.id()) && r.state() == Release.State.PROMOTED);
      return been
          ? Optional.empty()
          : Optional.of(
              "%s has not been in staging. Run: slipway release %s --endpoint %s --to staging"
                  .formatted(version.id(), version.id(), endpoint));
    }
  }
}
