package dev.slipway.core.modelpackage;

import dev.slipway.core.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/// Rows with the scores that the model must give for them on every machine. A loaded model that
/// disagrees by more than `tolerance` (relative) is not the model that was built, and never serves.
///
/// @param rows the inputs, with the signature's columns
/// @param scores row-major, as a scorer writes them
/// @param tolerance greatest relative difference allowed; 0 asks for the same bits
public record GoldenRows(Table rows, List<Double> scores, double tolerance) {
  public GoldenRows {
    scores = List.copyOf(scores);
  }

  public static GoldenRows of(Table rows, double[] scores, double tolerance) {
    return new GoldenRows(rows, Arrays.stream(scores).boxed().toList(), tolerance);
  }

  /// The first score that is not as it was, or empty where all agree. The difference is relative, but
  /// against a millionth near zero, where sums cancel. There must be as many scores as here.
  public OptionalInt firstDisagreement(double[] actual) {
    for (int i = 0; i < actual.length; i++) {
      double expected = scores.get(i);
      double size = Math.max(1e-6, Math.max(Math.abs(expected), Math.abs(actual[i])));
      if (Double.compare(expected, actual[i]) != 0
          && !(Math.abs(expected - actual[i]) <= tolerance * size)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
