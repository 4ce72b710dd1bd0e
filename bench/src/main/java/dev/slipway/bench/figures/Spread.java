package dev.slipway.bench.figures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// What repetitions of a measurement gave, in the order in which they were made.
public final class Spread {
  private final List<Double> values = new ArrayList<>();

  public void add(double value) {
    values.add(value);
  }

  public double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /// The ratios of repetitions to those of another that were made in turn with them.
  public Spread dividedBy(Spread other) {
    Spread ratios = new Spread();
    for (int i = 0; i < values.size(); i++) {
      ratios.add(values.get(i) / other.values.get(i));
    }
    return ratios;
  }

  /// `1.20 (1.10 to 1.90)`, in three digits.
  public String brief() {
    return "%s (%s to %s)"
        .formatted(
            digits(median()), digits(Collections.min(values)), digits(Collections.max(values)));
  }

  private static String digits(double value) {
    int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.max(value, 0.001))));
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /// `1.20 s (1.10 to 1.90, first 1.90, n 5)`.
  public String in(String unit) {
    return String.format(
        Locale.ROOT,
        "%.2f %s (%.2f to %.2f, first %.2f, n %d)",
        median(),
        unit,
        Collections.min(values),
        Collections.max(values),
        values.getFirst(),
        values.size());
  }
}
