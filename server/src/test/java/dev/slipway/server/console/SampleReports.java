package dev.slipway.server.console;

import dev.slipway.core.check.CheckReport;
import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.core.profile.Profile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The check reports and profiles of the sample's packages.
final class SampleReports {
  private SampleReports() {}

  static CheckReport checks(String model, Instant at, Verdict fairness) {
    return new CheckReport(
        model,
        at,
        model + ":2",
        List.of(
            CheckResult.of(
                "performance-against-baseline",
                Verdict.PASS,
                "AUC 0.752 lies above the 0.500 of always saying no; at least 0.741 with 95 % confidence.",
                Map.of("auc", 0.752, "lower", 0.741)),
            CheckResult.of(
                "performance-against-champion",
                Verdict.PASS,
                "AUC is 0.011 higher than the champion's; at worst 0.002 higher.",
                Map.of("difference", 0.011, "lower", 0.002)),
            CheckResult.of(
                "calibration",
                Verdict.PASS,
                "Expected calibration error 0.021; at most 0.050.",
                Map.of("ece", 0.021)),
            new CheckResult(
                "fairness",
                fairness,
                "Selection rates by origin differ by a ratio of at least 0.84; at least 0.80 is asked for.",
                Map.of("ratio", 0.84),
                List.of(
                    List.of("origin", "rows", "selected", "true positive rate"),
                    List.of("ORD", "1,204", "0.31", "0.44"),
                    List.of("ATL", "1,130", "0.28", "0.41"))),
            CheckResult.of(
                "robustness-to-missing-values",
                Verdict.PASS,
                "AUC falls by 0.018 when a tenth of the cells are missing; at most 0.050.",
                Map.of("drop", 0.018)),
            CheckResult.of(
                "size-and-latency",
                Verdict.PASS,
                "312 kB and 41 µs a row.",
                Map.of("bytes", 312_004.0, "micros", 41.0))));
  }

  static Optional<Profile> profile() {
    return Optional.empty();
  }
}
