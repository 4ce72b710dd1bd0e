package dev.slipway.scoring.pmml;

/// A sum of terms for each class or for the value, behind a normalization.
///
/// @param position the output of each table
/// @param single whether it computes in float32
record Regression(
    int at,
    Table[] tables,
    int[] position,
    Normalization normalization,
    int scratch,
    boolean single)
    implements PmmlModel {
  /// `intercept + coefficient · number + ...`, first the numbers as they are, then all other terms.
  record Table(double intercept, int[] cells, double[] coefficients, Term[] others) {
    double sum(Frame frame, boolean single) {
      double sum = intercept;
      for (int i = 0; i < cells.length; i++) {
        double term = coefficients[i] * frame.numbers[cells[i]];
        sum = single ? (float) sum + (float) term : sum + term;
      }
      for (Term other : others) {
        double term = other.value(frame);
        sum = single ? (float) sum + (float) term : sum + term;
      }
      return sum;
    }
  }

  /// Adds to the sum; NaN where its value is missing.
  @FunctionalInterface
  interface Term {
    double value(Frame frame);
  }

  @Override
  public int width() {
    return tables.length;
  }

  @Override
  public void evaluate(Frame frame) {
    for (int i = 0; i < tables.length; i++) {
      frame.numbers[scratch + i] = tables[i].sum(frame, single);
    }
    normalization.apply(frame, scratch, tables.length, single);
    if (Double.isNaN(frame.sum(scratch, tables.length))) {
      frame.fill(at, tables.length, Double.NaN);
      return;
    }
    for (int i = 0; i < tables.length; i++) {
      frame.numbers[at + position[i]] = frame.numbers[scratch + i];
    }
  }
}
