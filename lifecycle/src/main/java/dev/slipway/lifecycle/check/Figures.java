package dev.slipway.lifecycle.check;

import dev.slipway.stats.interval.Interval;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How numbers stand in the sentences of a report.
final class Figures {
  /// The confidence of every interval in a report.
  static final double LEVEL = 0.95;

  private Figures() {}

  static String number(double value) {
    return Math.abs(value) >= 1000
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.4f", value);
  }

  static String range(Interval interval) {
    return number(interval.low()) + " to " + number(interval.high());
  }

  @SafeVarargs
  static Map<String, Double> ordered(Map.Entry<String, Double>... entries) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Map.Entry<String, Double> entry : entries) {
      numbers.put(entry.getKey(), entry.getValue());
    }
    return numbers;
  }
}
