package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Transformers that bend each column on its own: powers and bins.
final class Shapes {
  private Shapes() {}

  static Step power(Estimator transformer, Frame in, Reading reading) {
    double[] lambdas = transformer.doubles("lambdas_", in.width(), reading);
    String method = transformer.text("method", "yeo-johnson");
    if (!method.equals("yeo-johnson") && !method.equals("box-cox")) {
      throw transformer.unsupported("method", method);
    }
    Frame bent = in.mapped();
    ColumnOperation bend = new Power(in.positions(), lambdas, method.equals("box-cox"));
    if (!transformer.flag("standardize", true)) {
      return new Step(bend, bent);
    }
    Step scale = Scalers.standard(transformer.child("_scaler"), bent, reading);
    return new Step(
        scale.operation() == null ? bend : new Chain(List.of(bend, scale.operation())),
        scale.out());
  }

  static Step bins(Estimator discretizer, Frame in, Reading reading) {
    in.require(reading.inputs());
    String encode = discretizer.text("encode", "onehot");
    boolean ordinal = encode.equals("ordinal");
    List<String> names = new ArrayList<>();
    List<Pickled> edges = discretizer.list("bin_edges_");
    if (edges.size() != in.width()) {
      throw Refusal.corrupt(
          "%s has bins of %d columns".formatted(discretizer.name(), edges.size()));
    }
    List<ColumnOperation> operations = new ArrayList<>();
    for (int c = 0; c < in.width(); c++) {
      NumpyArray array = NumpyArray.of(edges.get(c));
      if (array == null || array.size() < 2) {
        throw Refusal.corrupt("%s has no bins for column %d".formatted(discretizer.name(), c));
      }
      double[] all = reading.doubles(array);
      for (int b = 0; !ordinal && b < all.length - 1; b++) {
        names.add(in.columns().get(c).name() + "_" + (double) b);
      }
      operations.add(
          new Bins(in.columns().get(c).at(), Arrays.copyOfRange(all, 1, all.length - 1), ordinal));
    }
    return ordinal
        ? new Step(Beside.of(operations), in.filled())
        : new Step(
            Beside.of(operations),
            Frame.complete(names.size()).sparse(encode.equals("onehot")).named(names));
  }

  private record Power(int[] from, double[] lambdas, boolean boxCox) implements ColumnOperation {
    @Override
    public int width() {
      return from.length;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        for (int i = 0; i < from.length; i++) {
          double x = in.number(r, from[i]);
          out.number(r, at + i, boxCox ? boxCox(x, lambdas[i]) : yeoJohnson(x, lambdas[i]));
        }
      }
    }

    private static double boxCox(double x, double lambda) {
      return lambda == 0 ? Math.log(x) : Math.expm1(lambda * Math.log(x)) / lambda;
    }

    private static double yeoJohnson(double x, double lambda) {
      double nothing = Math.ulp(1.0);
      if (x >= 0) {
        return Math.abs(lambda) < nothing ? Math.log1p(x) : (Math.pow(x + 1, lambda) - 1) / lambda;
      }
      return Math.abs(lambda - 2) > nothing
          ? -(Math.pow(1 - x, 2 - lambda) - 1) / (2 - lambda)
          : -Math.log1p(-x);
    }
  }

  /// The number of inner edges at or below the value, as a number or as a column that is 1.
  private record Bins(int from, double[] edges, boolean ordinal) implements ColumnOperation {
    @Override
    public int width() {
      return ordinal ? 1 : edges.length + 1;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        double x = in.number(r, from);
        int bin = 0;
        while (bin < edges.length && !(edges[bin] > x)) {
          bin++;
        }
        if (ordinal) {
          out.number(r, at, bin);
          continue;
        }
        for (int i = 0; i <= edges.length; i++) {
          out.number(r, at + i, i == bin ? 1 : 0);
        }
      }
    }
  }
}
