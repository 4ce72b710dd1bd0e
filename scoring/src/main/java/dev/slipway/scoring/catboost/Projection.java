package dev.slipway.scoring.catboost;

import java.util.List;

/// A combination of features whose joint values are counted: categories as they are, and answers to
/// questions about other features. Its hash is the key of a [CounterTable].
///
/// @param categories positions among the categorical features
record Projection(List<Integer> categories, List<Above> above, List<OneHot> oneHots) {
  private static final long FACTOR = 0x4906ba494954cb65L;

  Projection {
    categories = List.copyOf(categories);
    above = List.copyOf(above);
    oneHots = List.copyOf(oneHots);
  }

  /// Whether a numeric feature is above a border.
  ///
  /// @param feature the position among the numeric features
  record Above(int feature, float border) {}

  static long combined(long hash, long next) {
    return FACTOR * (hash + FACTOR * next);
  }
}
