package dev.slipway.lifecycle.outcome;

/// A prediction beside its truth, in the terms of its task.
public sealed interface Judged {
  /// How wrong the prediction was, 0 for right: what releases compare. The squared error of the
  /// probability for classifiers (the Brier score's summand), the absolute error for numbers; 0 or 1 for
  /// classifiers that give no probability.
  double loss();

  /// A yes or no.
  ///
  /// @param score rises with the chance of yes; the probability itself where `calibrated`
  /// @param calibrated whether `score` is a probability
  record Binary(double score, boolean calibrated, boolean predicted, boolean truth)
      implements Judged {
    @Override
    public double loss() {
      if (!calibrated) {
        return predicted == truth ? 0 : 1;
      }
      double error = score - (truth ? 1 : 0);
      return error * error;
    }
  }

  /// One of several classes, by index in the model's order.
  ///
  /// @param loss the squared distance of the probabilities from the truth, halved to lie in 0..1
  record Class(int predicted, int truth, double loss) implements Judged {}

  /// A number, in units of the target.
  record Number(double predicted, double truth) implements Judged {
    @Override
    public double loss() {
      return Math.abs(predicted - truth);
    }
  }
}
