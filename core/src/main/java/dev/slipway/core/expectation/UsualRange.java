package dev.slipway.core.expectation;

import dev.slipway.core.input.Rule;
import dev.slipway.core.profile.NumberProfile;
import dev.slipway.core.profile.Tails;
import dev.slipway.core.table.ColumnType;
import java.util.Optional;

/// Between which values a number is taken as usual.
///
/// The bounds are order statistics of the training values, chosen so that a budget of flagged requests is
/// kept: with d columns each may flag its d-th part of it. Where training had too few rows for that, a
/// number is unusual only if it is farther outside of all training values than those are apart.
final class UsualRange {
  /// The share of requests of training's own kind that ranges may flag, all columns together.
  static final double BUDGET = 0.01;

  private UsualRange() {}

  /// Empty where training had no numbers.
  static Optional<ValueRule> of(ColumnType type, NumberProfile training, int columns) {
    if (training.range().isEmpty()) {
      return Optional.empty();
    }
    NumberProfile.Range all = training.range().get();
    if (training.tails().equals(Tails.NONE)) {
      return Optional.of(rule(type, all.min(), all.max(), "outside of all training values"));
    }
    Optional<Tails.Range> usual = training.tails().within(BUDGET / columns);
    if (usual.isPresent()) {
      return Optional.of(
          rule(
              type,
              usual.get().low(),
              usual.get().high(),
              "%.2g %% of the rows of training's kind are outside"
                  .formatted(100 * usual.get().outside())));
    }
    double apart = all.max() - all.min();
    return Optional.of(
        rule(
            type,
            all.min() - apart,
            all.max() + apart,
            "farther out than the few training values are apart"));
  }

  private static ValueRule rule(ColumnType type, double low, double high, String evidence) {
    return new ValueRule.Between(
        Rule.RANGE,
        low,
        high,
        "is outside the usual range %s to %s (%s)"
            .formatted(Written.of(type, low), Written.of(type, high), evidence));
  }
}
