package dev.slipway.lifecycle.evaluation;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Task;
import dev.slipway.lifecycle.evaluation.Evaluation.Binary;
import dev.slipway.lifecycle.evaluation.Evaluation.Multiclass;
import dev.slipway.lifecycle.evaluation.Evaluation.Regression;
import dev.slipway.stats.metric.Auc;
import dev.slipway.stats.metric.Confusion;
import dev.slipway.stats.metric.Probabilities;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A figure of how good predictions are, by the name it has in `slipway.yaml`.
public enum Metric {
  AUC(true),
  ACCURACY(true),
  PRECISION(true),
  RECALL(true),
  F1(true),
  MACRO_F1(true),
  LOG_LOSS(false),
  BRIER(false),
  MAE(false),
  RMSE(false),
  R2(true);

  private static final double FLOOR = 1e-15;

  private final boolean higherIsBetter;

  Metric(boolean higherIsBetter) {
    this.higherIsBetter = higherIsBetter;
  }

  /// As written in `slipway.yaml`, such as `log-loss`.
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /// The metric that a project names, or the usual one of its task; none for other tasks.
  public static Optional<Metric> chosen(Optional<String> name, Task task) {
    if (name.isEmpty()) {
      return switch (task) {
        case BINARY_CLASSIFICATION -> Optional.of(AUC);
        case MULTICLASS_CLASSIFICATION -> Optional.of(ACCURACY);
        case REGRESSION -> Optional.of(MAE);
        case OTHER -> Optional.empty();
      };
    }
    return Arrays.stream(values())
        .filter(metric -> metric.key().equals(name.get()))
        .findFirst()
        .or(() -> {
          throw new SlipwayException(
              ErrorCode.INVALID_PROJECT,
              "'%s' is no metric; possible are %s"
                  .formatted(name.get(), Arrays.stream(values()).map(Metric::key).toList()));
        });
  }

  /// Whether the metric says something about this evaluation.
  public boolean fits(Evaluation evaluation) {
    return switch (evaluation) {
      case Binary b ->
          switch (this) {
            case AUC, ACCURACY, PRECISION, RECALL, F1 -> true;
            case LOG_LOSS, BRIER -> b.probabilities();
            case MACRO_F1, MAE, RMSE, R2 -> false;
          };
      case Multiclass m ->
          switch (this) {
            case ACCURACY, MACRO_F1 -> true;
            case LOG_LOSS -> m.probabilities().length > 0;
            case AUC, PRECISION, RECALL, F1, BRIER, MAE, RMSE, R2 -> false;
          };
      case Regression _ ->
          switch (this) {
            case MAE, RMSE, R2 -> true;
            case AUC, ACCURACY, PRECISION, RECALL, F1, MACRO_F1, LOG_LOSS, BRIER -> false;
          };
      case Evaluation.Unjudged _ -> false;
    };
  }

  /// The value; `INVALID_PROJECT` where the metric does not fit.
  public double of(Evaluation evaluation) {
    if (!fits(evaluation)) {
      throw new SlipwayException(
          ErrorCode.INVALID_PROJECT,
          "the metric '%s' does not fit this model's task and output; choose another in 'checks.metric'"
              .formatted(key()));
    }
    return switch (evaluation) {
      case Binary b -> binary(b);
      case Multiclass m -> multiclass(m);
      case Regression r -> regression(r);
      case Evaluation.Unjudged _ -> Double.NaN;
    };
  }

  private double binary(Binary b) {
    return switch (this) {
      case AUC -> Auc.of(b.scores(), b.truth()).value();
      case ACCURACY -> b.confusion().accuracy();
      case PRECISION -> b.confusion().precision();
      case RECALL -> b.confusion().recall();
      case F1 -> b.confusion().f1();
      case LOG_LOSS -> Probabilities.logLoss(b.scores(), b.truth());
      case BRIER -> Probabilities.brier(b.scores(), b.truth());
      case MACRO_F1, MAE, RMSE, R2 -> Double.NaN;
    };
  }

  private double multiclass(Multiclass m) {
    return switch (this) {
      case ACCURACY -> 1 - mean(losses(m).orElseThrow());
      case LOG_LOSS -> mean(losses(m).orElseThrow());
      case MACRO_F1 -> macroF1(m);
      case AUC, PRECISION, RECALL, F1, BRIER, MAE, RMSE, R2 -> Double.NaN;
    };
  }

  private double regression(Regression r) {
    return switch (this) {
      case MAE -> dev.slipway.stats.metric.Regression.mae(r.predicted(), r.truth());
      case RMSE -> dev.slipway.stats.metric.Regression.rmse(r.predicted(), r.truth());
      case R2 -> dev.slipway.stats.metric.Regression.r2(r.predicted(), r.truth());
      case AUC, ACCURACY, PRECISION, RECALL, F1, MACRO_F1, LOG_LOSS, BRIER -> Double.NaN;
    };
  }

  /// What each row costs, where the metric is the mean of that (or one minus it); else empty.
  Optional<double[]> losses(Evaluation evaluation) {
    double[] losses = new double[evaluation.rows()];
    for (int i = 0; i < losses.length; i++) {
      losses[i] =
          switch (evaluation) {
            case Binary b -> loss(b, i);
            case Multiclass m -> loss(m, i);
            case Regression r ->
                this == MAE ? Math.abs(r.predicted()[i] - r.truth()[i]) : Double.NaN;
            case Evaluation.Unjudged _ -> Double.NaN;
          };
      if (Double.isNaN(losses[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(losses);
  }

  private double loss(Binary b, int row) {
    double p = b.truth()[row] ? b.scores()[row] : 1 - b.scores()[row];
    return switch (this) {
      case ACCURACY -> b.predicted()[row] == b.truth()[row] ? 0 : 1;
      case BRIER -> (1 - p) * (1 - p);
      case LOG_LOSS -> -Math.log(Math.max(FLOOR, p));
      case AUC, PRECISION, RECALL, F1, MACRO_F1, MAE, RMSE, R2 -> Double.NaN;
    };
  }

  private double loss(Multiclass m, int row) {
    int truth = m.truth()[row];
    return switch (this) {
      case ACCURACY -> m.predicted()[row] == truth ? 0 : 1;
      case LOG_LOSS ->
          -Math.log(Math.max(FLOOR, truth < 0 ? 0 : m.probabilities()[row * m.classes() + truth]));
      case AUC, PRECISION, RECALL, F1, MACRO_F1, BRIER, MAE, RMSE, R2 -> Double.NaN;
    };
  }

  /// The mean F1 over the classes that occur; a truth that the model does not know is a wrong answer.
  private static double macroF1(Multiclass m) {
    double sum = 0;
    int occurring = 0;
    for (int c = 0; c < m.classes(); c++) {
      long right = 0;
      long decided = 0;
      long actual = 0;
      for (int i = 0; i < m.rows(); i++) {
        right += m.predicted()[i] == c && m.truth()[i] == c ? 1 : 0;
        decided += m.predicted()[i] == c ? 1 : 0;
        actual += m.truth()[i] == c ? 1 : 0;
      }
      if (decided + actual > 0) {
        sum += new Confusion(right, decided - right, 0, actual - right).f1();
        occurring++;
      }
    }
    return occurring == 0 ? 0 : sum / occurring;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }
}
