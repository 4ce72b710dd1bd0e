package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Output;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.engine.LinkedEngine;
import dev.slipway.scoring.linear.LinearEngine;
import dev.slipway.scoring.sparse.Weighable;
import dev.slipway.scoring.sparse.WeightedSums;
import org.jspecify.annotations.Nullable;

/// A linear model right behind columns that are mostly 0: the columns are never written down, so that a
/// text costs its words and not the vocabulary.
final class Fusion {
  private Fusion() {}

  /// Null where there is nothing to gain.
  static @Nullable Model of(ColumnOperation columns, Engine engine, Output output) {
    if (!(columns instanceof Weighable weighable) || !weighable.sparse()) {
      return null;
    }
    return switch (engine) {
      case LinearEngine linear -> new Model(sums(columns, linear), as(linear), output);
      case LinkedEngine(LinearEngine linear, var link) ->
          new Model(sums(columns, linear), as(linear).then(link), output);
      default -> null;
    };
  }

  private static WeightedSums sums(ColumnOperation columns, LinearEngine linear) {
    return new WeightedSums(columns, linear.weights(), linear.intercepts());
  }

  private static Engine as(LinearEngine linear) {
    return new Unchanged(linear.outputs());
  }
}
