package dev.slipway.scoring.pmml;

/// The classes' probabilities as the product of their own and of what each input says of them, added up as
/// logarithms.
///
/// @param priors logarithms
record NaiveBayes(int at, int width, double[] priors, Likelihood[] inputs) implements PmmlModel {
  /// Adds the logarithms of a value's probabilities to the classes' sums; nothing where it is missing.
  @FunctionalInterface
  interface Likelihood {
    void add(Frame frame, int at);
  }

  @Override
  public void evaluate(Frame frame) {
    System.arraycopy(priors, 0, frame.numbers, at, width);
    for (Likelihood input : inputs) {
      input.add(frame, at);
    }
    new Normalization.SoftMax().apply(frame, at, width, false);
  }
}
