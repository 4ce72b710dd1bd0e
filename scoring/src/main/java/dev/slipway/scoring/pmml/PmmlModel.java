package dev.slipway.scoring.pmml;

/// A model that is evaluated a row at a time. It leaves its result in `width()` numbers of the frame from
/// `at()`: the value of a regression, or for a classification one number for each class, of which the
/// greatest decides. NaN where the row has no result.
interface PmmlModel {
  int at();

  int width();

  void evaluate(Frame frame);
}
