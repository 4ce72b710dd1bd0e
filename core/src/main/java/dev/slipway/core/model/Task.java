package dev.slipway.core.model;

/// What a model is asked to do. It decides which metrics, checks and guardrails apply.
public enum Task {
  BINARY_CLASSIFICATION,
  MULTICLASS_CLASSIFICATION,
  REGRESSION,
  OTHER;

  public boolean classification() {
    return this == BINARY_CLASSIFICATION || this == MULTICLASS_CLASSIFICATION;
  }
}
