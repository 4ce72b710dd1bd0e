package dev.slipway.scoring.sklearn;

/// Predictors that stand in front of another and predict what it predicts.
final class Delegates {
  private Delegates() {}

  /// A search over parameters: the best estimator it found.
  static Model search(Estimator search, Frame in, Reading reading) {
    return Predictors.read(search.child("best_estimator_"), in, reading);
  }

  static Model fitted(Estimator wrapper, Frame in, Reading reading) {
    return Predictors.read(wrapper.child("estimator_"), in, reading);
  }
}
