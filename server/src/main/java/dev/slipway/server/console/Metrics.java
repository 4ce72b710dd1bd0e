package dev.slipway.server.console;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the console knows about metrics by their names: their order, and which way is better.
final class Metrics {
  private static final List<String> FIRST =
      List.of(
          "accuracy",
          "precision",
          "recall",
          "f1",
          "macro-f1",
          "auc",
          "brier",
          "log-loss",
          "mae",
          "rmse",
          "r2");
  private static final Set<String> LOWER =
      Set.of("brier", "log-loss", "mae", "rmse", "mse", "mape", "ece", "calibration-error", "loss");

  /// The common ones in the order they are usually told, then the others by name.
  static final Comparator<String> READING_ORDER =
      Comparator.comparingInt(Metrics::place).thenComparing(Comparator.naturalOrder());

  private Metrics() {}

  /// As people write it: `AUC`, `F1`, `Brier score`.
  static String label(String metric) {
    return switch (metric) {
      case "auc", "mae", "rmse", "mse", "mape", "ece" -> metric.toUpperCase(Locale.ROOT);
      case "f1" -> "F1";
      case "macro-f1" -> "Macro F1";
      case "r2" -> "R²";
      case "brier" -> "Brier score";
      default ->
          metric.isEmpty()
              ? metric
              : metric.substring(0, 1).toUpperCase(Locale.ROOT)
                  + metric.substring(1).replace('-', ' ');
    };
  }

  static boolean lowerIsBetter(String metric) {
    return LOWER.contains(metric);
  }

  /// Whether a value has lost more than a twentieth of what it is compared with.
  static boolean worse(String metric, @Nullable Double value, @Nullable Double than) {
    if (value == null || than == null) {
      return false;
    }
    double loss = lowerIsBetter(metric) ? value - than : than - value;
    return loss > Math.abs(than) * 0.05;
  }

  static String shown(@Nullable Double value) {
    return value == null ? Figures.NONE : Figures.number(value);
  }

  private static int place(String metric) {
    int place = FIRST.indexOf(metric);
    return place < 0 ? FIRST.size() : place;
  }
}
