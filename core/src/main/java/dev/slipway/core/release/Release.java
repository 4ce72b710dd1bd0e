package dev.slipway.core.release;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import java.time.Instant;
import java.util.ArrayList;
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

  /// This release once a decision is taken. A hold replaces the hold before it, so that waiting long keeps
  /// the record short.
  public Release after(Decision decision, Instant at) {
    List<Made> made = new ArrayList<>(decisions);
    if (decision.action() == Decision.Action.HOLD
        && !made.isEmpty()
        && made.getLast().decision().action() == Decision.Action.HOLD) {
      made.removeLast();
    }
    made.add(new Made(at, decision));
    return switch (decision.action()) {
      case HOLD -> with(state, step, stepStartedAt, made);
      case ADVANCE -> with(state, step + 1, at, made);
      case PROMOTE -> with(State.PROMOTED, step, stepStartedAt, made);
      case ROLL_BACK -> with(State.ROLLED_BACK, step, stepStartedAt, made);
      case GIVE_UP -> with(State.INCONCLUSIVE, step, stepStartedAt, made);
    };
  }

  /// This release with its step counted from when the traffic was really divided.
  public Release steppingSince(Instant at) {
    return with(state, step, at, decisions);
  }

  private Release with(State state, int step, Instant stepStartedAt, List<Made> decisions) {
    return new Release(
        id,
        endpoint,
        environment,
        candidate,
        baseline,
        plan,
        state,
        step,
        startedAt,
        stepStartedAt,
        startedBy,
        decisions);
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
