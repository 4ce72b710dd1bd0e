package dev.slipway.stats.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.stats.metric.Auc;
import dev.slipway.stats.metric.Confusion;
import dev.slipway.stats.metric.Probabilities;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  /// Expected values: scikit-learn 1.2 `IsotonicRegression(out_of_bounds="clip")`.
  @Test
  void theCurveIsScikitLearns() {
    double[] scores = {.1, .4, .35, .8, .4, .9, .65, .7, .2, .4, .55, .3};
    boolean[] positive = {
      false, false, true, true, true, true, false, true, false, false, true, false
    };
    Isotonic curve = Isotonic.fit(scores, positive);
    double[] at = {0, .1, .25, .32, .36, .4, .45, .5, .6, .68, .7, .75, 1};
    double[] expected = {0, 0, 0, .2, .5, .5, .5, .5, .5, .8, 1, 1, 1};
    assertThat(curve.probabilities(at)).containsExactly(expected, within(1e-12));
    Isotonic stored = new Isotonic(curve.scores(), curve.probabilities());
    assertThat(stored.probabilities(at)).containsExactly(expected, within(1e-12));
  }

  @Test
  void aCurveThatFallsIsRefused() {
    assertThatThrownBy(() -> new Isotonic(new double[] {1, 2}, new double[] {.5, .4}))
        .hasMessageContaining("score 2.0");
  }

  @Test
  void performanceIsExpectedFromProbabilities() {
    ConfidencePerformance expected =
        ConfidencePerformance.of(
            new double[] {.9, .6, .3, .2}, new boolean[] {true, true, false, false});
    assertThat(expected.truePositives()).isCloseTo(1.5, within(1e-12));
    assertThat(expected.falsePositives()).isCloseTo(.5, within(1e-12));
    assertThat(expected.accuracy()).isCloseTo(.75, within(1e-12));
    assertThat(expected.precision()).isCloseTo(.75, within(1e-12));
    assertThat(expected.recall()).isCloseTo(.75, within(1e-12));
    assertThat(expected.f1()).isCloseTo(.75, within(1e-12));
    // sqrt(.09 + .24 + .21 + .16) / 4
    assertThat(expected.accuracyError()).isCloseTo(Math.sqrt(.7) / 4, within(1e-12));
  }

  @Test
  void estimatesAgreeWithWhatComesTrue() {
    // a model whose scores are distorted probabilities; calibrated on one half, judged on the other
    Random random = new Random(5);
    int n = 20_000;
    double[][] scores = new double[2][n];
    boolean[][] positive = new boolean[2][n];
    for (int half = 0; half < 2; half++) {
      for (int i = 0; i < n; i++) {
        double p = 1 / (1 + Math.exp(-1.5 * random.nextGaussian()));
        scores[half][i] = Math.pow(p, 3);
        positive[half][i] = random.nextDouble() < p;
      }
    }
    double[] calibrated = Isotonic.fit(scores[0], positive[0]).probabilities(scores[1]);
    boolean[] decisions = new boolean[n];
    for (int i = 0; i < n; i++) {
      decisions[i] = scores[1][i] >= .125;
    }
    ConfidencePerformance estimated = ConfidencePerformance.of(calibrated, decisions);
    Confusion realised = Confusion.of(scores[1], positive[1], .125);

    assertThat(estimated.accuracy()).isCloseTo(realised.accuracy(), within(.012));
    assertThat(estimated.f1()).isCloseTo(realised.f1(), within(.015));
    assertThat(estimated.auc()).isCloseTo(Auc.of(scores[1], positive[1]).value(), within(.012));
    assertThat(Probabilities.calibrationError(calibrated, positive[1], 10)).isLessThan(.02);
    assertThat(Probabilities.calibrationError(scores[1], positive[1], 10)).isGreaterThan(.1);
  }

  @Test
  void fewLabelsCorrectManyEstimates() {
    CorrectedMean corrected =
        CorrectedMean.of(
            new double[] {.5, .7, .6, .8}, new double[] {.5, .7}, new double[] {.4, .5});
    // .65 - .15; variances .0166667 / 4 and .005 / 2
    assertThat(corrected.value()).isCloseTo(.5, within(1e-12));
    assertThat(corrected.standardError()).isCloseTo(Math.sqrt(.05 / 3 / 4 + .0025), within(1e-12));
    assertThat(corrected.contradicted(.95)).isTrue();
    assertThat(corrected.contradicted(.999)).isFalse();
    assertThat(corrected.interval(.95).contains(.5)).isTrue();
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    assertThatThrownBy(() -> ConfidencePerformance.of(new double[] {1.2}, new boolean[] {true}))
        .hasMessage("probability 0 is 1.2");
  }
}
