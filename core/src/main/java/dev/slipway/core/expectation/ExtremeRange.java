package dev.slipway.core.expectation;

import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Rule;
import dev.slipway.core.model.Field;
import dev.slipway.core.profile.NumberProfile;
import dev.slipway.core.profile.Tails;
import java.util.Optional;

/// Beyond which values a number is no value of its column at all: another unit, a shifted field, a
/// placeholder.
///
/// That is so beyond ten interquartile ranges from the 0.1 % and 99.9 % quantiles, but only where it is also
/// more than three times as far from the median as any training value: columns with heavy tails have real
/// values beyond the former. Each quantile is taken at the end of its bin that refuses less. Too few training
/// values say nothing, nor does a column that is mostly one value.
final class ExtremeRange {
  private static final long ENOUGH = 1_000;
  private static final double TAIL = 0.001;
  private static final double QUARTILE_RANGES = 10;
  private static final double TIMES_AS_FAR = 3;

  private ExtremeRange() {}

  /// Where the project declares a least or a greatest value, that counts on its side.
  static Optional<ValueRule> of(Field field, NumberProfile training, Declared declared) {
    Optional<Tails.Range> tails = training.tails().within(2 * TAIL);
    double spread =
        training.histogram().quantileAtMost(0.75) - training.histogram().quantileAtLeast(0.25);
    boolean free = !declared.limits(Rule.MIN) || !declared.limits(Rule.MAX);
    if (training.tails().values() < ENOUGH || tails.isEmpty() || !(spread > 0) || !free) {
      return Optional.empty();
    }
    NumberProfile.Range all = training.range().orElseThrow();
    double below = training.histogram().quantileAtLeast(0.5);
    double above = training.histogram().quantileAtMost(0.5);
    double reach = Math.max(all.max() - below, above - all.min());
    double low =
        Math.min(tails.get().low() - QUARTILE_RANGES * spread, below - TIMES_AS_FAR * reach);
    double high =
        Math.max(tails.get().high() + QUARTILE_RANGES * spread, above + TIMES_AS_FAR * reach);
    return Optional.of(
        new ValueRule.Between(
            Rule.EXTREME,
            declared.limits(Rule.MIN) ? Double.NEGATIVE_INFINITY : low,
            declared.limits(Rule.MAX) ? Double.POSITIVE_INFINITY : high,
            "is far beyond the %s to %s of %,d training values; if it is right, declare '%s' with a 'min' or 'max' that allows it in slipway.yaml, or its rule extreme: flag"
                .formatted(
                    Written.of(field.type(), all.min()),
                    Written.of(field.type(), all.max()),
                    training.tails().values(),
                    field.name())));
  }
}
