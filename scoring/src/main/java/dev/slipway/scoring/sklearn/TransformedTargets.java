package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Output;
import dev.slipway.scoring.engine.Link;
import dev.slipway.scoring.pickle.Pickled;
import dev.slipway.scoring.pickle.Pickled.Global;
import dev.slipway.scoring.pickle.Trust;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// A regressor fitted on a bent target, whose predictions are bent back.
final class TransformedTargets {
  private TransformedTargets() {}

  static Model regressor(Estimator model, Frame in, Reading reading) {
    Model inner = Predictors.read(model.child("regressor_"), in, reading);
    if (!(inner.output() instanceof Output.Values)) {
      throw model.unsupported("regressor", model.child("regressor_").name());
    }
    Estimator transformer = model.child("transformer_");
    DoubleUnaryOperator[] back = new DoubleUnaryOperator[inner.output().width()];
    for (int i = 0; i < back.length; i++) {
      back[i] = inverse(transformer, i, back.length, reading);
    }
    return new Model(inner.columns(), inner.engine().then(new Bent(back)), inner.output());
  }

  private static DoubleUnaryOperator inverse(
      Estimator transformer, int target, int targets, Reading reading) {
    return switch (transformer.key()) {
      case "preprocessing.FunctionTransformer" -> function(transformer);
      case "preprocessing.StandardScaler" ->
          affine(
              at(transformer, "scale_", target, targets, 1, reading),
              at(transformer, "mean_", target, targets, 0, reading));
      case "preprocessing.RobustScaler" ->
          affine(
              at(transformer, "scale_", target, targets, 1, reading),
              at(transformer, "center_", target, targets, 0, reading));
      case "preprocessing.MaxAbsScaler" ->
          affine(at(transformer, "scale_", target, targets, 1, reading), 0);
      case "preprocessing.MinMaxScaler" -> {
        double scale = at(transformer, "scale_", target, targets, 1, reading);
        double least = at(transformer, "min_", target, targets, 0, reading);
        yield y -> (y - least) / scale;
      }
      case "preprocessing.PowerTransformer" -> power(transformer, target, targets, reading);
      default ->
          throw Refusal.unsupported(
              "a target transformed by %s is not supported".formatted(transformer.type()));
    };
  }

  private static DoubleUnaryOperator affine(double scale, double shift) {
    return y -> y * scale + shift;
  }

  private static double at(
      Estimator transformer,
      String attribute,
      int target,
      int targets,
      double otherwise,
      Reading reading) {
    return transformer.has(attribute)
        ? transformer.doubles(attribute, targets, reading)[target]
        : otherwise;
  }

  private static DoubleUnaryOperator power(
      Estimator transformer, int target, int targets, Reading reading) {
    double lambda = transformer.doubles("lambdas_", targets, reading)[target];
    DoubleUnaryOperator straight =
        switch (transformer.text("method", "yeo-johnson")) {
          case "yeo-johnson" -> y -> inverseYeoJohnson(y, lambda);
          case "box-cox" -> y -> inverseBoxCox(y, lambda);
          default -> throw transformer.unsupported("method", transformer.text("method", ""));
        };
    return transformer.flag("standardize", true)
        ? inverse(transformer.child("_scaler"), target, targets, reading).andThen(straight)
        : straight;
  }

  private static double inverseBoxCox(double y, double lambda) {
    return lambda == 0 ? Math.exp(y) : Math.pow(y * lambda + 1, 1 / lambda);
  }

  private static double inverseYeoJohnson(double y, double lambda) {
    double nothing = Math.ulp(1.0);
    if (y >= 0) {
      return Math.abs(lambda) < nothing ? Math.expm1(y) : Math.pow(y * lambda + 1, 1 / lambda) - 1;
    }
    double other = 2 - lambda;
    return Math.abs(other) > nothing ? 1 - Math.pow(1 - other * y, 1 / other) : -Math.expm1(-y);
  }

  /// The functions of NumPy that people bend targets with.
  private static DoubleUnaryOperator function(Estimator transformer) {
    Pickled inverse = transformer.get("inverse_func");
    if (inverse == null) {
      return DoubleUnaryOperator.identity();
    }
    DoubleUnaryOperator known =
        inverse instanceof Global global && Trust.of(global) == Trust.ALLOWED
            ? named(global.name())
            : null;
    if (known == null) {
      throw Refusal.unsupported(
          "a target bent back by %s runs Python code"
              .formatted(inverse instanceof Global global ? global : "a function of its own"));
    }
    return known;
  }

  private static @Nullable DoubleUnaryOperator named(String function) {
    return switch (function) {
      case "expm1" -> Math::expm1;
      case "exp" -> Math::exp;
      case "log" -> Math::log;
      case "log1p" -> Math::log1p;
      case "log10" -> Math::log10;
      case "log2" -> y -> Math.log(y) / Math.log(2);
      case "exp2" -> y -> Math.pow(2, y);
      case "sqrt" -> Math::sqrt;
      case "cbrt" -> Math::cbrt;
      case "square" -> y -> y * y;
      case "reciprocal" -> y -> 1 / y;
      case "negative" -> y -> -y;
      case "sinh" -> Math::sinh;
      case "arcsinh" -> TransformedTargets::arsinh;
      case "tanh" -> Math::tanh;
      default -> null;
    };
  }

  private static double arsinh(double y) {
    double size = Math.abs(y);
    return Math.copySign(Math.log1p(size + size * size / (1 + Math.sqrt(size * size + 1))), y);
  }

  private record Bent(DoubleUnaryOperator[] back) implements Link {
    @Override
    public int outputs(int inputs) {
      return inputs;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int i = 0; i < rows * width; i++) {
        out[i] = back[i % width].applyAsDouble(raw[i]);
      }
    }
  }
}
