package dev.slipway.scoring.lightgbm;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.engine.DoubleLink;
import dev.slipway.scoring.engine.Link;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The `objective` line of a model, such as `binary sigmoid:1`: what its sums stand for.
record LightgbmObjective(String name, double sigmoid, boolean squareRoot) {
  static LightgbmObjective parse(Optional<String> line) {
    String[] words = line.orElse("regression").strip().split("\\s+");
    double sigmoid = 1;
    for (String word : words) {
      if (word.startsWith("sigmoid:")) {
        try {
          sigmoid = Double.parseDouble(word.substring("sigmoid:".length()));
        } catch (NumberFormatException e) {
          throw new SlipwayException(
              ErrorCode.CORRUPT_MODEL,
              "the LightGBM model's objective has '%s'; export it again".formatted(word),
              e);
        }
      }
    }
    return new LightgbmObjective(words[0], sigmoid, Arrays.asList(words).contains("sqrt"));
  }

  Link link() {
    return switch (name) {
      case "binary" -> scaled(DoubleLink.BINARY_LOGISTIC);
      case "cross_entropy", "xentropy" -> DoubleLink.LOGISTIC;
      case "cross_entropy_lambda", "xentlambda" -> new Softplus();
      case "multiclass", "softmax" -> DoubleLink.SOFTMAX;
      case "multiclassova", "multiclass_ova", "ova", "ovr" -> scaled(DoubleLink.LOGISTIC);
      case "poisson", "gamma", "tweedie" -> DoubleLink.EXP;
      case "regression",
          "regression_l1",
          "huber",
          "fair",
          "quantile",
          "mape",
          "lambdarank",
          "rank_xendcg",
          "custom" ->
          squareRoot ? new SignedSquare() : new Same();
      default ->
          throw new SlipwayException(
              ErrorCode.UNSUPPORTED_MODEL,
              "LightGBM's objective '%s' is not supported; serve the model with a Python worker"
                  .formatted(name));
    };
  }

  Output output(int groups) {
    return switch (name) {
      case "binary" -> new Output.Probabilities(classes(2));
      case "multiclass", "softmax", "multiclassova", "multiclass_ova", "ova", "ovr" ->
          new Output.Probabilities(classes(groups));
      default ->
          new Output.Values(
              groups == 1
                  ? List.of("prediction")
                  : IntStream.range(0, groups).mapToObj(g -> "prediction_" + g).toList());
    };
  }

  private static Classes classes(int count) {
    return new Classes(
        IntStream.range(0, count).mapToObj(Integer::toString).toList(), ColumnType.INTEGER);
  }

  private Link scaled(Link link) {
    return sigmoid == 1 ? link : new Scaled(sigmoid, link);
  }

  private record Same() implements Link {
    @Override
    public int outputs(int inputs) {
      return inputs;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {}
  }

  private record Scaled(double factor, Link link) implements Link {
    @Override
    public int outputs(int inputs) {
      return link.outputs(inputs);
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int i = 0; i < rows * width; i++) {
        raw[i] *= factor;
      }
      link.apply(raw, width, rows, out);
    }
  }

  /// The inverse of training on signed square roots (`reg_sqrt`).
  private record SignedSquare() implements Link {
    @Override
    public int outputs(int inputs) {
      return inputs;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int i = 0; i < rows * width; i++) {
        out[i] = Math.copySign(raw[i] * raw[i], raw[i]);
      }
    }
  }

  /// `log(1 + exp(score))`: the rate of `cross_entropy_lambda`.
  private record Softplus() implements Link {
    @Override
    public int outputs(int inputs) {
      return inputs;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int i = 0; i < rows * width; i++) {
        out[i] = Math.log1p(Math.exp(raw[i]));
      }
    }
  }
}
