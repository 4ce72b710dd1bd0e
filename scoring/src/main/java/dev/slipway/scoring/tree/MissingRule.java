package dev.slipway.scoring.tree;

/// What a library takes for a missing value in a feature, before a node's default direction applies.
public enum MissingRule {
  /// NaN is missing.
  NAN,
  /// Nothing is missing: NaN is read as 0.
  NAN_IS_ZERO,
  /// NaN is missing, and so is every value whose magnitude is at most 1e-35.
  ZERO
}
