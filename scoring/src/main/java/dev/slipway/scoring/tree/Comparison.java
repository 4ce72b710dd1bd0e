package dev.slipway.scoring.tree;

/// Which comparison of value and threshold sends a row to the left child.
public enum Comparison {
  LESS,
  LESS_OR_EQUAL
}
