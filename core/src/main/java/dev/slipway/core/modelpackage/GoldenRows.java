package dev.slipway.core.modelpackage;

import dev.slipway.core.table.Table;
import java.util.Arrays;
import java.util.List;

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
}
