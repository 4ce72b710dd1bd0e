package dev.slipway.core.release;

/// A metric that must not get worse while a candidate takes traffic.
public sealed interface Guardrail {
  /// As written in `slipway.yaml` and in decisions.
  String name();

  /// The candidate's rate of failed requests, at most `maxRatio` times the baseline's. Rollback when the
  /// e-value against that reaches `guardrails / alpha`. Where requests hardly ever fail, a ratio could not
  /// be shown to be small in any time: the guardrail also holds once the candidate's rate is known to lie
  /// below `maxRatio` times the baseline's plus `negligible`.
  record ErrorRate(double maxRatio, double negligible, double alpha) implements Guardrail {
    public ErrorRate(double maxRatio, double alpha) {
      this(maxRatio, 0.01, alpha);
    }

    @Override
    public String name() {
      return "error-rate";
    }
  }

  /// The candidate's latency at `quantile`, at most `maxRatio` times the baseline's, plus `slackMicros`
  /// so that noise of a few microseconds decides nothing.
  record Latency(double quantile, double maxRatio, long slackMicros, double alpha)
      implements Guardrail {
    @Override
    public String name() {
      return "latency";
    }
  }

  /// The candidate's mean loss on labelled predictions (Brier score for classifiers, absolute error in
  /// units of the target for regressions) minus the baseline's, below `margin`.
  record Loss(double margin, double alpha) implements Guardrail {
    @Override
    public String name() {
      return "loss";
    }
  }
}
