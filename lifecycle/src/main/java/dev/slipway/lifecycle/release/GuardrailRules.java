package dev.slipway.lifecycle.release;

import dev.slipway.core.release.Guardrail;
import dev.slipway.core.traffic.LatencyHistogram;
import dev.slipway.stats.interval.Interval;
import dev.slipway.stats.sequential.Arm;
import dev.slipway.stats.sequential.DifferenceSequence;
import dev.slipway.stats.sequential.EventTest;
import dev.slipway.stats.sequential.QuantileSequence;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What each guardrail makes of the evidence. A rule rolls back at the level `harmAlpha`, which the caller
/// divides among all rules and steps; it calls a candidate safe at the guardrail's own level, since every
/// guardrail has to be safe at once.
final class GuardrailRules {
  /// Fewer labelled predictions than this give no normal approximation.
  static final long MIN_LABELLED = DifferenceSequence.FEW;

  private static final long LEAST_PLANNED = 1_000;

  private GuardrailRules() {}

  /// @param share the candidate's intended share of the traffic
  /// @param minRequests of an arm: intervals are narrowest at about as many
  static Finding apply(
      Guardrail guardrail, Evidence evidence, double share, long minRequests, double harmAlpha) {
    double planned = Math.max(LEAST_PLANNED, minRequests);
    return switch (guardrail) {
      case Guardrail.ErrorRate rule -> errorRate(rule, evidence, share, harmAlpha);
      case Guardrail.Latency rule -> latency(rule, evidence, planned, harmAlpha);
      case Guardrail.Loss rule -> loss(rule, evidence, 2 * planned, harmAlpha);
    };
  }

  private static Finding errorRate(
      Guardrail.ErrorRate rule, Evidence evidence, double share, double harmAlpha) {
    Evidence.Arm candidate = evidence.candidate();
    Evidence.Arm baseline = evidence.baseline();
    double logE = new EventTest(share, rule.maxRatio()).logE(candidate.errors(), baseline.errors());
    RateBounds ours = RateBounds.of(candidate.errors(), candidate.requests(), rule.alpha());
    RateBounds theirs = RateBounds.of(baseline.errors(), baseline.requests(), rule.alpha());
    double allowed = rule.maxRatio() * theirs.low() + rule.negligible();
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("error-rate.log-e", logE);
    numbers.put("error-rate.rollback-at", -Math.log(harmAlpha));
    numbers.put("error-rate.upper", ours.high());
    numbers.put("error-rate.allowed", allowed);
    String rates =
        text(
            "error-rate: %.2f %% of requests fail, %.2f %% in the baseline",
            100 * candidate.errorRate(), 100 * baseline.errorRate());
    if (logE >= -Math.log(harmAlpha)) {
      return new Finding(
          Finding.State.HARMFUL, rates + text(" (e-value %.0f)", Math.exp(logE)), numbers);
    }
    return ours.high() <= allowed
        ? new Finding(Finding.State.SAFE, rates, numbers)
        : new Finding(
            Finding.State.UNDECIDED,
            rates
                + text(
                    "; it may be as high as %.2f %%, and %.2f %% would do: needs more requests",
                    100 * ours.high(), 100 * allowed),
            numbers);
  }

  private static Finding latency(
      Guardrail.Latency rule, Evidence evidence, double planned, double harmAlpha) {
    LatencyHistogram candidate = evidence.candidate().latency();
    LatencyHistogram baseline = evidence.baseline().latency();
    double slack = rule.slackMicros() * 1e3;
    QuantileSequence strict = new QuantileSequence(rule.quantile(), harmAlpha / 2, planned);
    QuantileSequence usual = new QuantileSequence(rule.quantile(), rule.alpha() / 2, planned);
    double harm = rule.maxRatio() * QuantileBounds.of(baseline, strict).high() + slack;
    double least = QuantileBounds.of(candidate, strict).low();
    double most = QuantileBounds.of(candidate, usual).high();
    double allowed =
        rule.maxRatio() * Math.max(0, QuantileBounds.of(baseline, usual).low()) + slack;
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("latency.lower-nanos", least);
    numbers.put("latency.rollback-above-nanos", harm);
    numbers.put("latency.upper-nanos", most);
    numbers.put("latency.allowed-nanos", allowed);
    String p = text("latency: p%s", plain(100 * rule.quantile()));
    if (least > harm) {
      return new Finding(
          Finding.State.HARMFUL,
          p + text(" is above %.2f ms; %.2f ms are allowed", least / 1e6, harm / 1e6),
          numbers);
    }
    if (most <= allowed) {
      return new Finding(Finding.State.SAFE, p + text(" is below %.2f ms", most / 1e6), numbers);
    }
    long enough = QuantileBounds.enough(usual);
    String needs =
        candidate.total() < enough
            ? text(" needs about %,d more requests", enough - candidate.total())
            : text(
                " may be as high as %.2f ms, and %.2f ms would do: needs more requests",
                most / 1e6, allowed / 1e6);
    return new Finding(Finding.State.UNDECIDED, p + needs, numbers);
  }

  private static Finding loss(
      Guardrail.Loss rule, Evidence evidence, double planned, double harmAlpha) {
    Evidence.Losses candidate = evidence.candidate().losses();
    Evidence.Losses baseline = evidence.baseline().losses();
    long fewer = Math.min(candidate.count(), baseline.count());
    if (fewer < MIN_LABELLED) {
      String arm = candidate.count() <= baseline.count() ? "candidate" : "baseline";
      return new Finding(
          Finding.State.UNDECIDED,
          text("loss: needs %,d more labelled predictions of the %s", MIN_LABELLED - fewer, arm),
          Map.of());
    }
    double difference = candidate.mean() - baseline.mean();
    Interval harm = difference(candidate, baseline, new DifferenceSequence(harmAlpha, planned));
    Interval safe = difference(candidate, baseline, new DifferenceSequence(rule.alpha(), planned));
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("loss.difference", difference);
    numbers.put("loss.upper", safe.high());
    numbers.put("loss.rollback-lower", harm.low());
    numbers.put("loss.margin", rule.margin());
    String means = text("loss: %.4f, %.4f in the baseline", candidate.mean(), baseline.mean());
    if (harm.low() > rule.margin()) {
      return new Finding(
          Finding.State.HARMFUL, means + text(", worse by at least %.4f", harm.low()), numbers);
    }
    if (safe.high() < rule.margin()) {
      return new Finding(
          Finding.State.SAFE, means + text(", worse by at most %.4f", safe.high()), numbers);
    }
    return new Finding(
        Finding.State.UNDECIDED,
        means + "; " + labelsNeeded(rule, difference, safe.high(), fewer),
        numbers);
  }

  /// Where nothing varies there is nothing to be unsure of.
  private static Interval difference(
      Evidence.Losses candidate, Evidence.Losses baseline, DifferenceSequence sequence) {
    if (candidate.variance() == 0 && baseline.variance() == 0) {
      double difference = candidate.mean() - baseline.mean();
      return new Interval(difference, difference);
    }
    return sequence.of(arm(candidate), arm(baseline));
  }

  private static Arm arm(Evidence.Losses losses) {
    return new Arm(losses.count(), losses.mean(), losses.variance());
  }

  /// The interval narrows about with the root of the labels.
  private static String labelsNeeded(
      Guardrail.Loss rule, double difference, double high, long labelled) {
    double room = rule.margin() - difference;
    if (room <= 0) {
      return "the difference is near the margin: needs more labelled predictions";
    }
    double factor = (high - difference) / room;
    long more = (long) Math.ceil(labelled * (factor * factor - 1));
    return text("needs about %,d more labelled predictions of each arm", Math.max(1, more));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
