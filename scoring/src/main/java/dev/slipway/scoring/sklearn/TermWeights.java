package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.sparse.SparseFilter;
import dev.slipway.scoring.sparse.SparseRows;
import java.util.Arrays;

/// Counts of terms made comparable: damped by their logarithm, times how rare the term was in training,
/// divided by the length of the row.
///
/// @param rarity one factor for each column
record TermWeights(double[] rarity, boolean damped, Norm norm) implements SparseFilter {
  static TermWeights read(Estimator transformer, int width, Reading reading) {
    double[] rarity = new double[width];
    Arrays.fill(rarity, 1);
    if (transformer.flag("use_idf", true)) {
      // Until version 1.5 the factors were the diagonal of a sparse matrix.
      rarity =
          transformer.has("idf_")
              ? transformer.doubles("idf_", width, reading)
              : transformer.child("_idf_diag").doubles("data", width, reading);
    }
    return new TermWeights(rarity, transformer.flag("sublinear_tf", false), Norm.of(transformer));
  }

  static TermWeights normed(int width, Norm norm) {
    double[] same = new double[width];
    Arrays.fill(same, 1);
    return new TermWeights(same, false, norm);
  }

  @Override
  public int width() {
    return rarity.length;
  }

  @Override
  public SparseRows filter(SparseRows rows) {
    int end = rows.rows() == 0 ? 0 : rows.to(rows.rows() - 1);
    for (int i = 0; i < end; i++) {
      double count = rows.number(i);
      rows.number(i, (damped ? Math.log(count) + 1 : count) * rarity[rows.column(i)]);
    }
    norm.divide(rows);
    return rows;
  }
}
