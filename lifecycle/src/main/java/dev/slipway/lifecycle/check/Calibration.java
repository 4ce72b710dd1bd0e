package dev.slipway.lifecycle.check;

import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.lifecycle.evaluation.Evaluation;
import dev.slipway.stats.metric.Probabilities;
import java.util.List;
import java.util.Map;

/// The probabilities mean what they say: of rows given 0.3, about three in ten are positive. Measured by
/// the expected calibration error over ten groups of equally many rows; for several classes by the
/// probability of the predicted class.
final class Calibration implements Rule {
  private static final String NAME = "calibration";
  private static final int GROUPS = 10;
  private static final int LEAST_ROWS = 500;

  @Override
  public List<CheckResult> apply(Candidate candidate) {
    return switch (candidate.evaluation()) {
      case Evaluation.Binary b ->
          List.of(b.probabilities() ? judge(b.scores(), b.truth(), candidate) : noProbabilities());
      case Evaluation.Multiclass m ->
          List.of(m.probabilities().length > 0 ? judge(m, candidate) : noProbabilities());
      case Evaluation.Regression _, Evaluation.Unjudged _ -> List.of();
    };
  }

  private static CheckResult noProbabilities() {
    return CheckResult.of(
        NAME,
        Verdict.INSUFFICIENT,
        "The model gives scores, not probabilities, so their calibration cannot be judged.",
        Map.of());
  }

  private static CheckResult judge(Evaluation.Multiclass m, Candidate candidate) {
    double[] confidence = new double[m.rows()];
    boolean[] right = new boolean[m.rows()];
    for (int i = 0; i < m.rows(); i++) {
      confidence[i] = m.probabilities()[i * m.classes() + m.predicted()[i]];
      right[i] = m.predicted()[i] == m.truth()[i];
    }
    return judge(confidence, right, candidate);
  }

  private static CheckResult judge(double[] probabilities, boolean[] truth, Candidate candidate) {
    double limit = candidate.spec().calibrationError();
    double error = Probabilities.calibrationError(probabilities, truth, GROUPS);
    boolean enough = truth.length >= LEAST_ROWS;
    Verdict verdict = !enough ? Verdict.INSUFFICIENT : error <= limit ? Verdict.PASS : Verdict.FAIL;
    return CheckResult.of(
        NAME,
        verdict,
        enough
            ? "The expected calibration error is %s; at most %s is accepted."
                .formatted(Figures.number(error), Figures.number(limit))
            : "The expected calibration error is %s, but of %d rows; %d are needed to judge it."
                .formatted(Figures.number(error), truth.length, LEAST_ROWS),
        Figures.ordered(
            Map.entry("error", error),
            Map.entry("limit", limit),
            Map.entry("rows", (double) truth.length)));
  }
}
