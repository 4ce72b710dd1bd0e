package dev.slipway.scoring.tree;

/// The floating-point format that a library computes in.
public enum Precision {
  FLOAT32,
  FLOAT64
}
