package dev.slipway.scoring.document;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;

/// What a document may cost: how deep it nests and how many values other than numbers it holds.
/// Not thread-safe.
final class Budget {
  private static final int DEEPEST = 64;
  private static final int MOST_VALUES = 8_000_000;

  private final String what;
  private int values;

  Budget(String what) {
    this.what = what;
  }

  void spend(int depth) {
    if (depth > DEEPEST) {
      throw corrupt("nests deeper than %d levels".formatted(DEEPEST));
    }
    if (++values > MOST_VALUES) {
      throw corrupt("has more than %d values".formatted(MOST_VALUES));
    }
  }

  SlipwayException corrupt(String how) {
    return new SlipwayException(
        ErrorCode.CORRUPT_MODEL, "%s %s; export it again".formatted(what, how));
  }
}
