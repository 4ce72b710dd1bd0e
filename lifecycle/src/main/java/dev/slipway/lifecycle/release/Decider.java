package dev.slipway.lifecycle.release;

import dev.slipway.core.release.Decision;
import dev.slipway.core.release.Guardrail;
import dev.slipway.core.release.Release;
import dev.slipway.core.route.Route;
import dev.slipway.stats.sequential.SampleRatio;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Decides what to do next with a release: a pure function of the release, its evidence and the time.
///
/// Every rule is valid at whatever moment one looks, so the loop may look as often as it likes. The
/// chance of rolling back a candidate that is within every guardrail stays below the guardrails' `alpha`
/// over the whole release, because each rule rolls back only at `alpha` divided by the number of
/// guardrails and of steps (Bonferroni). Going on asks more: every guardrail must be known to hold.
/// A deadline without an answer never promotes.
public final class Decider {
  private Decider() {}

  public static Decision decide(Release release, Evidence evidence, Instant now) {
    double share = (double) release.plan().steps().get(release.step()) / Route.WHOLE;
    long candidate = evidence.candidate().requests();
    long baseline = evidence.baseline().requests();
    SampleRatio split = new SampleRatio(share, 1 - share);
    List<Finding> findings = findings(release, evidence, share);
    Map<String, Double> numbers = new LinkedHashMap<>(evidence.numbers());
    numbers.put("split.log-e", split.logE(candidate, baseline));
    findings.forEach(finding -> numbers.putAll(finding.numbers()));
    numbers.values().removeIf(number -> !Double.isFinite(number));

    if (candidate + baseline > 0 && split.broken(candidate, baseline)) {
      String reason =
          String.format(
              Locale.ROOT,
              "split: the candidate got %.2f %% of the requests instead of %.2f %%, so the arms cannot be compared",
              100.0 * candidate / (candidate + baseline),
              100 * share);
      return new Decision(Decision.Action.ROLL_BACK, reason, numbers);
    }
    if (any(findings, Finding.State.HARMFUL)) {
      return new Decision(
          Decision.Action.ROLL_BACK, reasons(findings, Finding.State.HARMFUL), numbers);
    }
    List<String> missing = missing(release, evidence, findings);
    if (missing.isEmpty()) {
      boolean last = release.step() == release.plan().steps().size() - 1;
      return new Decision(
          last ? Decision.Action.PROMOTE : Decision.Action.ADVANCE,
          "every guardrail holds: " + reasons(findings, Finding.State.SAFE),
          numbers);
    }
    String waiting = String.join("; ", missing) + pace(release, evidence, now);
    Instant deadline = release.stepStartedAt().plus(release.plan().deadline());
    return now.isBefore(deadline)
        ? new Decision(Decision.Action.HOLD, waiting, numbers)
        : new Decision(
            Decision.Action.GIVE_UP,
            "the step's deadline passed without an answer: " + waiting,
            numbers);
  }

  private static List<Finding> findings(Release release, Evidence evidence, double share) {
    List<Guardrail> guardrails = release.plan().guardrails();
    int parts = guardrails.size() * release.plan().steps().size();
    List<Finding> findings = new ArrayList<>();
    for (Guardrail guardrail : guardrails) {
      double alpha =
          switch (guardrail) {
            case Guardrail.ErrorRate rule -> rule.alpha();
            case Guardrail.Latency rule -> rule.alpha();
            case Guardrail.Loss rule -> rule.alpha();
          };
      findings.add(
          GuardrailRules.apply(
              guardrail, evidence, share, release.plan().minRequests(), alpha / parts));
    }
    return findings;
  }

  private static List<String> missing(Release release, Evidence evidence, List<Finding> findings) {
    List<String> missing = new ArrayList<>();
    long fewer = Math.min(evidence.candidate().requests(), evidence.baseline().requests());
    if (fewer < release.plan().minRequests()) {
      missing.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d requests in the smaller arm",
              fewer,
              release.plan().minRequests()));
    }
    findings.stream()
        .filter(finding -> finding.state() == Finding.State.UNDECIDED)
        .map(Finding::reason)
        .forEach(missing::add);
    return missing;
  }

  /// How fast evidence arrives, so that a reader can tell how long "more" takes.
  private static String pace(Release release, Evidence evidence, Instant now) {
    double minutes = Math.max(1, Duration.between(release.stepStartedAt(), now).toSeconds()) / 60.0;
    return String.format(
        Locale.ROOT,
        " (the candidate gets about %.0f requests and %.0f labels a minute)",
        evidence.candidate().requests() / minutes,
        evidence.candidate().losses().count() / minutes);
  }

  private static boolean any(List<Finding> findings, Finding.State state) {
    return findings.stream().anyMatch(finding -> finding.state() == state);
  }

  private static String reasons(List<Finding> findings, Finding.State state) {
    return findings.stream()
        .filter(finding -> finding.state() == state)
        .map(Finding::reason)
        .collect(Collectors.joining("; "));
  }
}
