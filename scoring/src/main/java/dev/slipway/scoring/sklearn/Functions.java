package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.pickle.Pickled;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The FunctionTransformer, where its function is one of NumPy's that take a number and give a number.
final class Functions {
  private static final Map<String, DoubleUnaryOperator> NUMPY =
      Map.ofEntries(
          Map.entry("log", Math::log),
          Map.entry("log1p", Math::log1p),
          Map.entry("log2", x -> Math.log(x) / Math.log(2)),
          Map.entry("log10", Math::log10),
          Map.entry("exp", Math::exp),
          Map.entry("expm1", Math::expm1),
          Map.entry("sqrt", Math::sqrt),
          Map.entry("cbrt", Math::cbrt),
          Map.entry("square", x -> x * x),
          Map.entry("absolute", Math::abs),
          Map.entry("fabs", Math::abs),
          Map.entry("negative", x -> -x),
          Map.entry("positive", x -> x),
          Map.entry("reciprocal", x -> 1 / x),
          Map.entry("sign", Math::signum),
          Map.entry("floor", Math::floor),
          Map.entry("ceil", Math::ceil),
          Map.entry("rint", Math::rint),
          Map.entry("trunc", x -> x < 0 ? Math.ceil(x) : Math.floor(x)),
          Map.entry("sin", Math::sin),
          Map.entry("cos", Math::cos),
          Map.entry("tan", Math::tan),
          Map.entry("tanh", Math::tanh),
          Map.entry("arctan", Math::atan),
          Map.entry("radians", x -> x * (Math.PI / 180)),
          Map.entry("deg2rad", x -> x * (Math.PI / 180)),
          Map.entry("degrees", x -> x * (180 / Math.PI)),
          Map.entry("rad2deg", x -> x * (180 / Math.PI)),
          Map.entry("isnan", x -> Double.isNaN(x) ? 1 : 0));

  private Functions() {}

  static Step transform(Estimator transformer, Frame in, Reading reading) {
    Pickled function = transformer.get("func");
    if (function == null || isCheck(function)) {
      return Step.unchanged(in);
    }
    DoubleUnaryOperator known = known(function);
    if (known == null) {
      throw Refusal.unsupported(
          "a FunctionTransformer with func=%s runs Python code".formatted(described(function)));
    }
    if (transformer.get("kw_args") instanceof Pickled.Dict arguments && arguments.size() > 0) {
      throw transformer.unsupported("kw_args", "…");
    }
    return new Step(new Apply(in.positions(), known), in.mapped());
  }

  /// Whether it is NumPy's name of a function; older files name the module that it was compiled in.
  private static @Nullable DoubleUnaryOperator known(Pickled function) {
    return function instanceof Pickled.Global(String module, String name)
            && (module.equals("numpy") || module.startsWith("numpy.core."))
        ? NUMPY.get(name)
        : null;
  }

  /// scikit-learn's own check of its input, which changes nothing.
  private static boolean isCheck(Pickled function) {
    return function instanceof Pickled.Instance partial
        && partial.is("functools.partial")
        && !partial.arguments().isEmpty()
        && partial.arguments().getFirst() instanceof Pickled.Global checked
        && checked.is("sklearn.utils.validation.check_array");
  }

  private static String described(Pickled function) {
    return switch (function) {
      case Pickled.Global global -> global.toString();
      case Pickled.Instance instance when instance.type() != null -> instance.type() + "(…)";
      default -> "…";
    };
  }

  private record Apply(int[] from, DoubleUnaryOperator function) implements ColumnOperation {
    @Override
    public int width() {
      return from.length;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        for (int i = 0; i < from.length; i++) {
          out.number(r, at + i, function.applyAsDouble(in.number(r, from[i])));
        }
      }
    }
  }
}
