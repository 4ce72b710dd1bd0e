package dev.slipway.core.release;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.time.Duration;
import java.util.List;

/// How a version is brought to an endpoint.
///
/// @param steps the candidate's share of the traffic at each step, in hundredths of a percent, rising;
///     promotion follows the last, so a last step of 100 percent is the promotion and not kept as a step.
///     Empty for `BASIC`
/// @param minRequests answered requests that each arm must have in a step before it can end
/// @param deadline how long one step may take before the release ends inconclusive, on the baseline
public record ReleasePlan(
    Strategy strategy,
    List<Integer> steps,
    long minRequests,
    Duration deadline,
    List<Guardrail> guardrails) {
  public ReleasePlan {
    steps = List.copyOf(steps);
    guardrails = List.copyOf(guardrails);
    int last = 0;
    for (int weight : steps) {
      if (weight <= last || weight > 10_000) {
        throw new SlipwayException(
            ErrorCode.INVALID_ARGUMENT,
            "canary steps must rise from above 0 to at most 100 percent, got " + steps);
      }
      last = weight;
    }
    if (last == 10_000) {
      steps = steps.subList(0, steps.size() - 1);
    }
    if (strategy == Strategy.CANARY && steps.isEmpty()) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "a canary release needs at least one step below 100 percent, such as 10");
    }
  }

  /// Switches at once, after the golden rows were replayed.
  public static ReleasePlan basic() {
    return new ReleasePlan(Strategy.BASIC, List.of(), 0, Duration.ZERO, List.of());
  }

  /// `BASIC` switches at once; `CANARY` takes growing shares, each step decided on evidence.
  public enum Strategy {
    BASIC,
    CANARY
  }
}
