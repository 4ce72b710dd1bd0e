package dev.slipway.server.console;

import dev.slipway.core.check.CheckReport;
import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.profile.Profiler;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// The check reports and profiles of the sample's packages.
final class SampleReports {
  private static final int ROWS = 2_000;

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

  /// The profile of 2,000 rows, the same in every run.
  static Optional<Profile> profile(Schema schema) {
    Random random = new Random(7);
    String[] airports = {"ORD", "ATL", "DFW", "LAX", "PHX", "DEN", "SFO", "LAS", "MSP", "DTW"};
    List<Object> cells = new ArrayList<>();
    for (Column column : schema.columns()) {
      if (column.type() == ColumnType.STRING) {
        String[] texts = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
          texts[i] = airports[(int) Math.min(9, Math.abs(random.nextGaussian()) * 4)];
        }
        cells.add(texts);
      } else {
        double[] numbers = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
          numbers[i] = cell(column.name(), random);
        }
        cells.add(numbers);
      }
    }
    Profiler profiler = Profiler.training(schema);
    profiler.add(new Table(schema, ROWS, cells));
    return Optional.of(profiler.profile());
  }

  private static double cell(String column, Random random) {
    return switch (column) {
      case "distance" -> Math.rint(180 + Math.exp(6.2 + 0.6 * random.nextGaussian()));
      case "departure_hour" ->
          Math.clamp(Math.rint(random.nextBoolean() ? 8 : 17 + random.nextGaussian() * 3), 0, 23);
      default -> random.nextDouble() < 0.18 ? Table.NULL : 4 + random.nextGaussian() * 11;
    };
  }
}
