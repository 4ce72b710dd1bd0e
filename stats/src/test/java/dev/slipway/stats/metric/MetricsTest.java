package dev.slipway.stats.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Expected values: scikit-learn 1.2 on the same twelve rows (`roc_auc_score`, `log_loss`,
/// `brier_score_loss`, `confusion_matrix`, `f1_score`, ...); DeLong's variances from numpy as the sample
/// covariances of each row's placements, compared pair by pair.
class MetricsTest {
  private static final Offset<Double> EXACT = within(1e-13);
  private static final double[] SCORES = {.1, .4, .35, .8, .4, .9, .65, .7, .2, .4, .55, .3};
  private static final double[] OTHERS = {.2, .3, .5, .6, .45, .55, .4, .9, .35, .5, .8, .25};
  private static final boolean[] LATE = {
    false, false, true, true, true, true, false, true, false, false, true, false
  };

  @Test
  void decisionsAreCounted() {
    Confusion confusion = Confusion.of(SCORES, LATE, 0.5);
    assertThat(confusion).isEqualTo(new Confusion(4, 1, 5, 2));
    assertThat(confusion.accuracy()).isCloseTo(0.75, EXACT);
    assertThat(confusion.precision()).isCloseTo(0.8, EXACT);
    assertThat(confusion.recall()).isCloseTo(2 / 3.0, EXACT);
    assertThat(confusion.f1()).isCloseTo(0.7272727272727272, EXACT);
    assertThat(confusion.falsePositiveRate()).isCloseTo(1 / 6.0, EXACT);
    assertThat(confusion.selectionRate()).isCloseTo(5 / 12.0, EXACT);
    assertThat(Confusion.NONE.f1()).isZero();
  }

  @Test
  void aucCountsTiesHalfAndHasDeLongsVariance() {
    Auc auc = Auc.of(SCORES, LATE);
    assertThat(auc.value()).isCloseTo(0.8333333333333333, EXACT);
    assertThat(auc.variance()).isCloseTo(0.014351851851851852, EXACT);
    assertThat(auc.interval(0.95).contains(0.8)).isTrue();
    assertThat(auc.interval(0.95).high()).isLessThan(1);
  }

  @Test
  void aucsOfTheSameRowsAreComparedAsPairs() {
    MeanDifference difference = Auc.difference(SCORES, OTHERS, LATE);
    assertThat(difference.mean()).isCloseTo(-0.125, EXACT);
    assertThat(difference.standardError()).isCloseTo(0.10865337342004414, EXACT);
    assertThat(difference.pValue()).isCloseTo(0.24995961262448585, within(1e-11));
  }

  @Test
  void anAbsentClassHasNoAuc() {
    assertThat(Auc.of(new double[] {.1, .2}, new boolean[2]).value()).isNaN();
    assertThat(Auc.of(new double[] {.1, .2}, new boolean[] {true, true}).value()).isNaN();
    assertThat(Auc.of(new double[] {.1, .2}, new boolean[2]).interval(0.95).width()).isEqualTo(1);
  }

  @Test
  void probabilitiesAreScored() {
    assertThat(Probabilities.logLoss(SCORES, LATE)).isCloseTo(0.5004817709150541, EXACT);
    assertThat(Probabilities.brier(SCORES, LATE)).isCloseTo(0.1672916666666667, EXACT);
    assertThat(Probabilities.logLoss(new double[] {0}, new boolean[] {true}))
        .isCloseTo(52 * Math.log(2), EXACT);
  }

  @Test
  void calibrationErrorIsTheMeanGapOfEqualGroups() {
    double[] p = {.1, .3, .6, .8};
    boolean[] y = {false, true, true, true};
    // two groups: mean .2 and share .5, mean .7 and share 1: gaps .3 and .3
    assertThat(Probabilities.calibrationError(p, y, 2)).isCloseTo(0.3, EXACT);
    // four groups of one: gaps .1, .7, .4, .2
    assertThat(Probabilities.calibrationError(p, y, 4)).isCloseTo(0.35, EXACT);
    // ties stay together, so that one group is left: mean .5, share .75
    assertThat(Probabilities.calibrationError(new double[] {.5, .5, .5, .5}, y, 4))
        .isCloseTo(0.25, EXACT);
  }

  @Test
  void classesAreCountedOneAgainstAllOthers() {
    int[] truths = {0, 1, 2, 2, 1, 0, 1, 2, 0, 1};
    int[] decisions = {0, 2, 2, 2, 1, 0, 0, 2, 1, 1};
    ConfusionMatrix matrix = ConfusionMatrix.of(decisions, truths, 4);
    assertThat(matrix.accuracy()).isCloseTo(0.7, EXACT);
    assertThat(matrix.macroF1()).isCloseTo(0.6984126984126985, EXACT);
    assertThat(matrix.of(2)).isEqualTo(new Confusion(3, 1, 6, 0));
  }

  @Test
  void numbersAreScored() {
    double[] truths = {3, -.5, 2, 7};
    double[] predictions = {2.5, 0, 2, 8};
    assertThat(Regression.mae(predictions, truths)).isCloseTo(0.5, EXACT);
    assertThat(Regression.rmse(predictions, truths)).isCloseTo(0.6123724356957945, EXACT);
    assertThat(Regression.r2(predictions, truths)).isCloseTo(0.9486081370449679, EXACT);
    assertThat(Regression.r2(new double[] {2, 2}, new double[] {2, 2})).isEqualTo(1);
  }

  @Test
  void differencesOfMeansHaveAStandardError() {
    MeanDifference difference = MeanDifference.paired(SCORES, OTHERS);
    assertThat(difference.mean()).isCloseTo(-0.004166666666666661, EXACT);
    assertThat(difference.standardError()).isCloseTo(0.05554766358086477, EXACT);
    assertThat(difference.interval(0.95).width())
        .isCloseTo(2 * 1.959963984540054 * 0.05554766358086477, EXACT);
    assertThat(difference.bounded(0.95, 2).width())
        .isGreaterThan(difference.interval(0.95).width());
  }

  @Test
  void badInputIsNamed() {
    assertThatThrownBy(() -> Probabilities.brier(new double[2], new boolean[3]))
        .hasMessage("2 predictions for 3 true values");
    assertThatThrownBy(() -> Regression.mae(new double[0], new double[0]))
        .hasMessageContaining("no rows");
    assertThatThrownBy(() -> Auc.of(new double[] {Double.NaN}, new boolean[1]))
        .hasMessage("value 0 is NaN");
  }
}
