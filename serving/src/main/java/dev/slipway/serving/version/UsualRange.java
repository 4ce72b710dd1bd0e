package dev.slipway.serving.version;

import dev.slipway.core.profile.NumberProfile;
import dev.slipway.core.profile.Tails;
import java.util.Optional;

/// Between which values a number is taken as usual.
///
/// The bounds are order statistics of the training values, chosen so that a budget of flagged requests is
/// kept: with d columns each may flag its d-th part of it. Where training had too few rows for that, a
/// number is unusual only if it is farther outside of all training values than those are apart.
record UsualRange(double low, double high) {
  /// The share of requests of training's own kind that ranges may flag, all columns together.
  static final double BUDGET = 0.01;

  /// Empty where training had no numbers.
  static Optional<UsualRange> of(NumberProfile training, int columns) {
    if (training.range().isEmpty()) {
      return Optional.empty();
    }
    NumberProfile.Range all = training.range().get();
    if (training.tails().equals(Tails.NONE)) {
      return Optional.of(new UsualRange(all.min(), all.max()));
    }
    double apart = all.max() - all.min();
    return Optional.of(
        training
            .tails()
            .within(BUDGET / columns)
            .map(r -> new UsualRange(r.low(), r.high()))
            .orElseGet(() -> new UsualRange(all.min() - apart, all.max() + apart)));
  }

  /// Whether a value is outside; a missing one is not.
  boolean excludes(double value) {
    return value < low || value > high;
  }
}
