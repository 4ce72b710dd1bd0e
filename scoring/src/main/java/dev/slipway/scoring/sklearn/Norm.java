package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.sparse.SparseRows;

/// What the length of a row is, by which it is divided.
enum Norm {
  NONE,
  L1,
  L2,
  MAX;

  /// Below this, a row counts as zero and stays as it is.
  private static final double NOTHING = 10 * Math.ulp(1.0);

  static Norm of(Estimator estimator) {
    if (!estimator.has("norm")) {
      return NONE;
    }
    String norm = estimator.text("norm", "");
    return switch (norm) {
      case "l1" -> L1;
      case "l2" -> L2;
      case "max" -> MAX;
      default -> throw estimator.unsupported("norm", norm);
    };
  }

  /// The length so far, with one more number; [#length] of that of all numbers is the length.
  double and(double sum, double number) {
    return switch (this) {
      case NONE -> 1;
      case L1 -> sum + Math.abs(number);
      case L2 -> sum + number * number;
      case MAX -> Math.max(sum, Math.abs(number));
    };
  }

  double length(double sum) {
    double length = this == L2 ? Math.sqrt(sum) : sum;
    return length < NOTHING ? 1 : length;
  }

  void divide(SparseRows rows) {
    for (int r = 0; r < rows.rows(); r++) {
      double sum = 0;
      for (int i = rows.from(r); i < rows.to(r); i++) {
        sum = and(sum, rows.number(i));
      }
      double length = length(sum);
      for (int i = rows.from(r); i < rows.to(r); i++) {
        rows.number(i, rows.number(i) / length);
      }
    }
  }
}
