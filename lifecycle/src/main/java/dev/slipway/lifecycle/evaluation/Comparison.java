package dev.slipway.lifecycle.evaluation;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.lifecycle.evaluation.Evaluation.Binary;
import dev.slipway.stats.interval.Interval;
import dev.slipway.stats.metric.Auc;
import dev.slipway.stats.metric.MeanDifference;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/// How much worse one model is than another on the same rows, in units of a metric.
///
/// For AUC by DeLong's paired test, for metrics that are a mean over rows by the paired differences, and
/// for the rest (precision, F1, RMSE and so on) by a paired bootstrap with a fixed seed.
///
/// @param worse how much worse the first is; negative where it is better
/// @param bounds of `worse`
public record Comparison(double worse, Interval bounds) {
  private static final int RESAMPLES = 300;
  private static final long SEED = 20_010_101;

  /// @param level of the two-sided bounds, such as 0.95
  public static Comparison of(Metric metric, Evaluation first, Evaluation second, double level) {
    if (!Arrays.equals(first.positions(), second.positions())) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA, "models can only be compared on the same held-out rows");
    }
    if (metric == Metric.AUC && first instanceof Binary a && second instanceof Binary b) {
      return of(Auc.difference(b.scores(), a.scores(), a.truth()), level);
    }
    Optional<double[]> losses = metric.losses(first);
    Optional<double[]> others = metric.losses(second);
    if (losses.isPresent() && others.isPresent() && first.rows() > 1) {
      return of(MeanDifference.paired(losses.get(), others.get()), level);
    }
    return bootstrap(metric, first, second, level);
  }

  /// The bounds of one model's metric.
  public static Interval bounds(Metric metric, Evaluation evaluation, double level) {
    double value = metric.of(evaluation);
    if (metric == Metric.AUC && evaluation instanceof Binary b) {
      return Auc.of(b.scores(), b.truth()).interval(level);
    }
    Optional<double[]> losses = metric.losses(evaluation);
    if (losses.isPresent() && evaluation.rows() > 1) {
      double[] nothing = new double[evaluation.rows()];
      double half = MeanDifference.paired(losses.get(), nothing).interval(level).width() / 2;
      return new Interval(value - half, value + half);
    }
    double[] values = new double[RESAMPLES];
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < RESAMPLES; i++) {
      values[i] = metric.of(evaluation.pick(drawn(random, evaluation.rows())));
    }
    return quantiles(values, level);
  }

  private static Comparison of(MeanDifference difference, double level) {
    return new Comparison(difference.mean(), difference.interval(level));
  }

  private static Comparison bootstrap(
      Metric metric, Evaluation first, Evaluation second, double level) {
    double[] values = new double[RESAMPLES];
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < RESAMPLES; i++) {
      int[] rows = drawn(random, first.rows());
      values[i] = worse(metric, first.pick(rows), second.pick(rows));
    }
    return new Comparison(worse(metric, first, second), quantiles(values, level));
  }

  private static double worse(Metric metric, Evaluation first, Evaluation second) {
    double difference = metric.of(first) - metric.of(second);
    return metric.higherIsBetter() ? -difference : difference;
  }

  private static int[] drawn(SplittableRandom random, int rows) {
    return random.ints(rows, 0, rows).toArray();
  }

  private static Interval quantiles(double[] values, double level) {
    Arrays.sort(values);
    int tail = (int) Math.floor((1 - level) / 2 * values.length);
    return new Interval(values[tail], values[values.length - 1 - tail]);
  }
}
