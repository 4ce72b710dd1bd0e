package dev.slipway.lifecycle.release;

import dev.slipway.core.traffic.LatencyHistogram;
import java.util.LinkedHashMap;
import java.util.Map;

/// What both arms of a release did since its step began: the sufficient statistics of every decision.
/// A decision stores them as [#numbers()], from which [#from(Map)] gives the evidence back, so that any
/// decision can be made again long after.
public record Evidence(Arm baseline, Arm candidate) {
  /// One version's share of the step.
  ///
  /// @param requests answered or failed
  /// @param errors those that failed
  /// @param latency of the answered ones
  /// @param losses of those whose truth is known
  public record Arm(long requests, long errors, LatencyHistogram latency, Losses losses) {
    public static final Arm EMPTY = new Arm(0, 0, LatencyHistogram.EMPTY, Losses.NONE);

    /// Errors among the requests, 0 where there were none.
    public double errorRate() {
      return requests == 0 ? 0 : (double) errors / requests;
    }
  }

  /// Losses of labelled predictions.
  public record Losses(long count, double sum, double sumOfSquares) {
    public static final Losses NONE = new Losses(0, 0, 0);

    public Losses plus(double loss) {
      return new Losses(count + 1, sum + loss, sumOfSquares + loss * loss);
    }

    /// 0 where there are none.
    public double mean() {
      return count == 0 ? 0 : sum / count;
    }

    /// With `count - 1` below the line; 0 for fewer than two.
    public double variance() {
      return count < 2 ? 0 : Math.max(0, (sumOfSquares - sum * sum / count) / (count - 1));
    }
  }

  public Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    put(numbers, "candidate", candidate);
    put(numbers, "baseline", baseline);
    return numbers;
  }

  /// The evidence that a decision's numbers hold.
  public static Evidence from(Map<String, Double> numbers) {
    return new Evidence(arm(numbers, "baseline"), arm(numbers, "candidate"));
  }

  private static void put(Map<String, Double> numbers, String arm, Arm counts) {
    numbers.put(arm + ".requests", (double) counts.requests());
    numbers.put(arm + ".errors", (double) counts.errors());
    numbers.put(arm + ".labelled", (double) counts.losses().count());
    numbers.put(arm + ".loss-sum", counts.losses().sum());
    numbers.put(arm + ".loss-squares", counts.losses().sumOfSquares());
    numbers.put(arm + ".latency-sum", (double) counts.latency().sumNanos());
    for (int bucket = 0; bucket < LatencyHistogram.BUCKETS; bucket++) {
      if (counts.latency().count(bucket) > 0) {
        numbers.put(arm + ".latency." + bucket, (double) counts.latency().count(bucket));
      }
    }
  }

  private static Arm arm(Map<String, Double> numbers, String arm) {
    long[] buckets = new long[LatencyHistogram.BUCKETS];
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      buckets[bucket] = count(numbers, arm + ".latency." + bucket);
    }
    return new Arm(
        count(numbers, arm + ".requests"),
        count(numbers, arm + ".errors"),
        LatencyHistogram.of(buckets, count(numbers, arm + ".latency-sum")),
        new Losses(
            count(numbers, arm + ".labelled"),
            numbers.getOrDefault(arm + ".loss-sum", 0.0),
            numbers.getOrDefault(arm + ".loss-squares", 0.0)));
  }

  private static long count(Map<String, Double> numbers, String name) {
    return Math.round(numbers.getOrDefault(name, 0.0));
  }
}
