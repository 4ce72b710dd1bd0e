package dev.slipway.serving.version;

import dev.slipway.core.input.Flag;
import dev.slipway.core.input.Rule;
import dev.slipway.core.model.Rows;
import dev.slipway.core.profile.ColumnProfile;
import dev.slipway.core.profile.TextProfile;
import dev.slipway.core.table.Table;
import dev.slipway.stats.interval.Rate;
import java.util.List;
import java.util.Optional;

/// How many rows of a batch may have something of a column that training had less often, before the batch
/// itself is unusual: a null, or a category never seen.
///
/// The batch is unusual when its rate is above training's beyond doubt: the lower bound of Clopper and
/// Pearson is more than one point above the upper bound of training's rate.
///
/// @param limit training's upper bound and the point
/// @param cause the flag of the rows that are counted; empty where nulls are
/// @param flag what those rows get when there are too many
record UsualRate(int column, boolean number, double limit, Optional<Flag> cause, Flag flag) {
  private static final double TRAINING_LEVEL = 0.95;
  private static final double POINT = 0.01;

  /// One false alarm in two thousand batches at most, for each column.
  private static final double BATCH_LEVEL = 0.999;

  static UsualRate ofNulls(int column, boolean number, ColumnProfile training) {
    double limit = limit(new Rate(training.nulls(), training.count()));
    String message =
        "is null, as too many rows of this batch are; training had %,d nulls in %,d rows"
            .formatted(training.nulls(), training.count());
    return new UsualRate(
        column, number, limit, Optional.empty(), Flag.of(Rule.NULLS, training.name(), message));
  }

  /// @param cause the flag of a category never seen
  static UsualRate ofUnseen(int column, ColumnProfile training, Flag cause) {
    long once = training instanceof TextProfile texts ? (long) texts.dictionary().singletons() : 0;
    long values = training.count() - training.nulls();
    String message =
        "is new, as too many values of this batch are; of %,d values of training %,d came once"
            .formatted(values, once);
    return new UsualRate(
        column,
        false,
        limit(new Rate(once, values)),
        Optional.of(cause),
        Flag.of(Rule.MANY_UNSEEN, training.name(), message));
  }

  private static double limit(Rate training) {
    return training.clopperPearson(TRAINING_LEVEL).high() + POINT;
  }

  /// Adds the flag to the rows concerned, if they are too many.
  void flag(Rows rows, List<List<Flag>> flags) {
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

  private boolean has(Rows rows, int row, List<Flag> flags) {
    if (cause.isPresent()) {
      return flags.contains(cause.get());
    }
    return number ? Table.isNull(rows.number(row, column)) : rows.text(row, column) == null;
  }
}
