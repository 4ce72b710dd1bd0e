package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.pickle.Pickled;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The SplineTransformer: each number becomes the values of B-splines at it.
final class Splines {
  private static final int MAX_DEGREE = 50;

  private Splines() {}

  static Step transform(Estimator transformer, Frame in, Reading reading) {
    in.require(reading.inputs());
    List<Pickled> splines = transformer.list("bsplines_");
    in.expect(splines.size(), transformer);
    Beyond beyond = beyond(transformer);
    boolean last = transformer.flag("include_bias", true);
    List<String> names = new ArrayList<>();
    List<ColumnOperation> operations = new ArrayList<>();
    for (int c = 0; c < in.width(); c++) {
      Estimator spline = Estimator.require(splines.get(c), "a spline");
      int degree = spline.integer("k");
      double[] knots = spline.doubles(spline.has("t") ? "t" : "_t", reading);
      double[][] weights = spline.matrix(spline.has("c") ? "c" : "_c", reading);
      int bases = knots.length - degree - 1;
      if (degree < 0 || degree > MAX_DEGREE || bases <= degree || bases != weights.length) {
        throw Refusal.corrupt(
            "a spline of degree %d has %d knots and %d weights"
                .formatted(degree, knots.length, weights.length));
      }
      BasisSpline basis = new BasisSpline(degree, knots, bases);
      // With degrees below 2, scikit-learn moves the edges inwards from one column to the next.
      int edge =
          beyond == Beyond.LINEAR && degree < 2
              ? Math.min(Math.min(degree + c, 2), knots.length / 2)
              : degree;
      if (knots[edge] > knots[knots.length - 1 - edge]) {
        throw transformer.unsupported("degree", degree + " and so few knots");
      }
      int carriers = beyond == Beyond.LINEAR && edge < 2 ? edge + 1 : edge;
      int width = weights[0].length;
      for (int b = 0; b < (last ? width : width - 1); b++) {
        names.add(in.columns().get(c).name() + "_sp_" + b);
      }
      operations.add(
          new SplineColumns(
              in.columns().get(c).at(),
              in.columns().get(c).name(),
              basis,
              columns(weights),
              width,
              last ? width : width - 1,
              beyond,
              knots[edge],
              knots[knots.length - 1 - edge],
              carriers));
    }
    if (operations.stream().mapToInt(ColumnOperation::width).sum() == 0) {
      throw Refusal.unsupported("a SplineTransformer that makes no columns is not supported");
    }
    Step step = Step.complete(Beside.of(operations)).named(names);
    return new Step(step.operation(), step.out().sparse(transformer.flag("sparse_output", false)));
  }

  /// The column that each base adds to: its own, and for periodic splines some share one.
  private static int[] columns(double[][] weights) {
    int[] columns = new int[weights.length];
    for (int b = 0; b < weights.length; b++) {
      double[] row = weights[b];
      int[] ones = IntStream.range(0, row.length).filter(i -> row[i] == 1).toArray();
      boolean zeros = IntStream.range(0, row.length).allMatch(i -> row[i] == 0 || row[i] == 1);
      if (ones.length != 1 || !zeros) {
        throw Refusal.corrupt("a spline of a SplineTransformer is no single base");
      }
      columns[b] = ones[0];
    }
    return columns;
  }

  private static Beyond beyond(Estimator transformer) {
    String extrapolation = transformer.text("extrapolation", "constant");
    return switch (extrapolation) {
      case "error" -> Beyond.REFUSED;
      case "constant" -> Beyond.CONSTANT;
      case "linear" -> Beyond.LINEAR;
      case "continue" -> Beyond.CONTINUED;
      case "periodic" -> Beyond.PERIODIC;
      default -> throw transformer.unsupported("extrapolation", extrapolation);
    };
  }

  /// What numbers get that lie beyond those of training.
  enum Beyond {
    REFUSED,
    CONSTANT,
    LINEAR,
    CONTINUED,
    PERIODIC
  }

  /// The splines of one column.
  ///
  /// @param columnOf the column of each base
  /// @param all how many columns there are
  /// @param width how many of them are kept
  /// @param low where what lies beyond begins
  /// @param carriers how many splines at each end have values beyond it
  private record SplineColumns(
      int from,
      String name,
      BasisSpline basis,
      int[] columnOf,
      int all,
      int width,
      Beyond beyond,
      double low,
      double high,
      int carriers)
      implements ColumnOperation {
    @Override
    public void apply(Rows in, Rows out, int at) {
      double[] values = new double[basis.degree() + 1];
      double[] slopes = new double[basis.degree() + 1];
      double[] columns = new double[all];
      for (int r = 0; r < in.size(); r++) {
        fill(in.number(r, from), columns, values, slopes);
        for (int i = 0; i < width; i++) {
          out.number(r, at + i, columns[i]);
        }
      }
    }

    private void fill(double number, double[] columns, double[] values, double[] slopes) {
      java.util.Arrays.fill(columns, 0);
      double x =
          switch (beyond) {
            case PERIODIC -> low + modulo(number - low, high - low);
            case CONSTANT, LINEAR -> Math.min(Math.max(number, low), high);
            case CONTINUED -> number;
            case REFUSED -> {
              if (!(number >= low && number <= high)) {
                throw Encoders.beyond(name, number, low, high);
              }
              yield number;
            }
          };
      int first = basis.values(x, values);
      boolean held = x != number && beyond != Beyond.PERIODIC;
      if (held && beyond == Beyond.LINEAR && basis.degree() > 0) {
        basis.slopes(x, slopes);
        for (int b = 0; b < values.length; b++) {
          values[b] += (number - x) * slopes[b];
        }
      }
      for (int b = 0; b < values.length; b++) {
        int column = columnOf[first + b];
        if (!held || (number < x ? column < carriers : column >= all - carriers)) {
          columns[column] += values[b];
        }
      }
    }

    /// The remainder with the sign of the divisor, as in Python.
    private static double modulo(double number, double divisor) {
      double rest = number % divisor;
      return rest != 0 && rest < 0 != divisor < 0 ? rest + divisor : rest;
    }
  }
}
