package dev.slipway.serving.version;

import dev.slipway.core.model.Rows;
import dev.slipway.core.table.Table;
import dev.slipway.stats.interval.Rate;
import java.util.List;

/// How many rows of a batch may have something of a column that training had less often, before the batch
/// itself is unusual: a null, or a category never seen.
///
/// The batch is unusual when its rate is above training's beyond doubt: the lower bound of Clopper and
/// Pearson is more than one point above the upper bound of training's rate.
///
/// @param limit training's upper bound and the point
/// @param cause the flag of the rows that are counted; empty where nulls are
/// @param flag what those rows get when there are too many
record UsualRate(int column, boolean number, double limit, String cause, String flag) {
  private static final double TRAINING_LEVEL = 0.95;
  private static final double POINT = 0.01;

  /// One false alarm in two thousand batches at most, for each column.
  private static final double BATCH_LEVEL = 0.999;

  static double limit(Rate training) {
    return training.clopperPearson(TRAINING_LEVEL).high() + POINT;
  }

  /// Adds the flag to the rows concerned, if they are too many.
  void flag(Rows rows, List<List<String>> flags) {
    long found = 0;
    for (int r = 0; r < rows.size(); r++) {
      found += has(rows, r, flags.get(r)) ? 1 : 0;
    }
    Rate batch = new Rate(found, rows.size());
    if (batch.value() <= limit || batch.clopperPearson(BATCH_LEVEL).low() <= limit) {
      return;
    }
    for (int r = 0; r < rows.size(); r++) {
      if (has(rows, r, flags.get(r))) {
        flags.set(r, Expectations.with(flags.get(r), flag));
      }
    }
  }

  private boolean has(Rows rows, int row, List<String> flags) {
    if (!cause.isEmpty()) {
      return flags.contains(cause);
    }
    return number ? Table.isNull(rows.number(row, column)) : rows.text(row, column) == null;
  }
}
