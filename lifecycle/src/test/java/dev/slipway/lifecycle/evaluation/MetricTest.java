package dev.slipway.lifecycle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Task;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// The expected values are those of scikit-learn 1.4's `sklearn.metrics` for the same arrays.
class MetricTest {
  private static final Offset<Double> CLOSE = within(1e-12);

  @Test
  void binaryMetricsAreScikitLearns() {
    double[] scores = {0.1, 0.4, 0.35, 0.8, 0.8, 0.2, 0.6, 0.5};
    boolean[] truth = {false, false, true, true, false, false, true, true};
    boolean[] predicted = {false, false, false, true, true, false, true, false};

    Map<String, Double> metrics =
        new Evaluation.Binary(positions(8), scores, true, predicted, truth, "late").metrics();

    assertThat(metrics.keySet())
        .containsExactly("accuracy", "auc", "brier", "f1", "log-loss", "precision", "recall");
    assertThat(metrics.get("auc")).isCloseTo(0.71875, CLOSE);
    assertThat(metrics.get("accuracy")).isCloseTo(0.625, CLOSE);
    assertThat(metrics.get("precision")).isCloseTo(2 / 3.0, CLOSE);
    assertThat(metrics.get("recall")).isCloseTo(0.5, CLOSE);
    assertThat(metrics.get("f1")).isCloseTo(0.5714285714285715, CLOSE);
    assertThat(metrics.get("log-loss")).isCloseTo(0.6157132604138689, CLOSE);
    assertThat(metrics.get("brier")).isCloseTo(0.2153125, CLOSE);
  }

  @Test
  void multiclassMetricsAreScikitLearns() {
    double[] probabilities = {.7, .2, .1, .1, .6, .3, .2, .3, .5, .4, .5, .1, .3, .3, .4};

    Map<String, Double> metrics =
        new Evaluation.Multiclass(
                positions(5),
                probabilities,
                3,
                new int[] {0, 1, 2, 1, 2},
                new int[] {0, 1, 2, 0, 1})
            .metrics();

    assertThat(metrics.get("accuracy")).isCloseTo(0.6, CLOSE);
    assertThat(metrics.get("macro-f1")).isCloseTo(0.611111111111111, CLOSE);
    assertThat(metrics.get("log-loss")).isCloseTo(0.7361822568929519, CLOSE);
  }

  @Test
  void regressionMetricsAreScikitLearns() {
    Map<String, Double> metrics =
        new Evaluation.Regression(
                positions(4), new double[] {1, 2, 3, 4.5}, new double[] {1.5, 1.5, 4, 4})
            .metrics();

    assertThat(metrics.get("mae")).isCloseTo(0.625, CLOSE);
    assertThat(metrics.get("rmse")).isCloseTo(0.6614378277661477, CLOSE);
    assertThat(metrics.get("r2")).isCloseTo(0.72, CLOSE);
  }

  @Test
  void taskHasAUsualMetricAndANameThatIsNoneIsRefused() {
    assertThat(Metric.chosen(Optional.empty(), Task.REGRESSION)).contains(Metric.MAE);
    assertThat(Metric.chosen(Optional.of("log-loss"), Task.REGRESSION)).contains(Metric.LOG_LOSS);
    assertThatThrownBy(() -> Metric.chosen(Optional.of("acu"), Task.REGRESSION))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("'acu' is no metric");
  }

  @Test
  void comparisonOfMeansIsThePairedOne() {
    // Absolute errors 1, 1, 1, 1 and 2, 0, 2, 0: the differences -1, 1, -1, 1 have mean 0 and
    // standard error sqrt(4/3)/2.
    double[] truth = {0, 0, 0, 0};
    Evaluation first = new Evaluation.Regression(positions(4), new double[] {1, 1, 1, 1}, truth);
    Evaluation second = new Evaluation.Regression(positions(4), new double[] {2, 0, 2, 0}, truth);

    Comparison comparison = Comparison.of(Metric.MAE, first, second, 0.95);

    assertThat(comparison.worse()).isZero();
    assertThat(comparison.bounds().high())
        .isCloseTo(1.959963984540054 * Math.sqrt(4 / 3.0) / 2, within(1e-9));
  }

  @Test
  void comparisonByResamplingHoldsTheDifferenceAndIsTheSameEachTime() {
    double[] truth = IntStream.range(0, 200).mapToDouble(i -> i).toArray();
    double[] near = IntStream.range(0, 200).mapToDouble(i -> i + (i % 3)).toArray();
    double[] far = IntStream.range(0, 200).mapToDouble(i -> i + 2 * (i % 3)).toArray();
    Evaluation good = new Evaluation.Regression(positions(200), near, truth);
    Evaluation bad = new Evaluation.Regression(positions(200), far, truth);

    Comparison comparison = Comparison.of(Metric.RMSE, bad, good, 0.95);

    // The errors of one are exactly twice those of the other.
    assertThat(comparison.worse()).isCloseTo(Metric.RMSE.of(good), CLOSE);
    assertThat(comparison.bounds().contains(comparison.worse())).isTrue();
    assertThat(comparison.bounds().low()).isPositive();
    assertThat(Comparison.of(Metric.RMSE, bad, good, 0.95)).isEqualTo(comparison);
  }

  private static int[] positions(int rows) {
    return IntStream.range(0, rows).toArray();
  }
}
