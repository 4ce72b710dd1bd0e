package dev.slipway.core.release;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A version on its way to an endpoint.
///
/// @param baseline the version that had the traffic before, empty for the first at an endpoint
/// @param step index into the plan's steps
/// @param decisions what was decided so far, oldest first; a run of equal holds is kept once
public record Release(
    String id,
    String endpoint,
    Environment environment,
    VersionId candidate,
    Optional<VersionId> baseline,
    ReleasePlan plan,
    State state,
    int step,
    Instant startedAt,
    Instant stepStartedAt,
    String startedBy,
    List<Made> decisions) {
  public Release {
    decisions = List.copyOf(decisions);
  }

  public boolean running() {
    return state == State.RUNNING;
  }

  /// A decision and when it was made.
  public record Made(Instant at, Decision decision) {}

  public enum State {
    RUNNING,
    PROMOTED,
    ROLLED_BACK,
    INCONCLUSIVE
  }
}
