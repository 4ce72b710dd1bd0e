package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;

/// Transformers that mix columns.
final class Projections {
  private Projections() {}

  static Step pca(Estimator pca, Frame in, Reading reading) {
    double[][] components = pca.matrix("components_", reading);
    double[] mean =
        pca.has("mean_") ? pca.doubles("mean_", in.width(), reading) : new double[in.width()];
    double[] divisor = new double[components.length];
    double[] variance =
        pca.flag("whiten", false)
            ? pca.doubles("explained_variance_", components.length, reading)
            : new double[0];
    for (int i = 0; i < divisor.length; i++) {
      divisor[i] = variance.length == 0 ? 1 : Math.max(Math.sqrt(variance[i]), Math.ulp(1.0));
    }
    return project(pca, in, components, mean, divisor, reading);
  }

  static Step truncatedSvd(Estimator svd, Frame in, Reading reading) {
    double[][] components = svd.matrix("components_", reading);
    double[] divisor = new double[components.length];
    java.util.Arrays.fill(divisor, 1);
    return project(svd, in, components, new double[in.width()], divisor, reading);
  }

  static Step normalizer(Estimator normalizer, Frame in, Reading reading) {
    in.require(reading.inputs());
    String norm = normalizer.text("norm", "l2");
    if (!norm.equals("l1") && !norm.equals("l2") && !norm.equals("max")) {
      throw normalizer.unsupported("norm", norm);
    }
    return Step.complete(new Normalize(in.positions(), norm));
  }

  static Step polynomial(Estimator polynomial, Frame in, Reading reading) {
    in.require(reading.inputs());
    int high = polynomial.integer("_max_degree", polynomial.integer("degree", 2));
    int low = polynomial.integer("_min_degree", 0);
    return Step.complete(
        Powers.of(
            in.positions(),
            low,
            high,
            polynomial.flag("interaction_only", false),
            polynomial.flag("include_bias", true),
            reading));
  }

  private static Step project(
      Estimator who,
      Frame in,
      double[][] components,
      double[] mean,
      double[] divisor,
      Reading reading) {
    in.require(reading.inputs());
    if (components.length == 0) {
      throw Refusal.corrupt("%s has no components".formatted(who.name()));
    }
    in.expect(components[0].length, who);
    return Step.complete(new Project(in.positions(), components, mean, divisor));
  }

  private record Project(int[] from, double[][] components, double[] mean, double[] divisor)
      implements ColumnOperation {
    @Override
    public int width() {
      return components.length;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        for (int c = 0; c < components.length; c++) {
          double[] component = components[c];
          double sum = 0;
          for (int i = 0; i < from.length; i++) {
            sum += (in.number(r, from[i]) - mean[i]) * component[i];
          }
          out.number(r, at + c, sum / divisor[c]);
        }
      }
    }
  }

  private record Normalize(int[] from, String norm) implements ColumnOperation {
    @Override
    public int width() {
      return from.length;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        double length = 0;
        for (int column : from) {
          double x = Math.abs(in.number(r, column));
          length =
              switch (norm) {
                case "l1" -> length + x;
                case "l2" -> length + x * x;
                default -> Math.max(length, x);
              };
        }
        length = norm.equals("l2") ? Math.sqrt(length) : length;
        // Rows that are all but zero stay as they are.
        length = length < 10 * Math.ulp(1.0) ? 1 : length;
        for (int i = 0; i < from.length; i++) {
          out.number(r, at + i, in.number(r, from[i]) / length);
        }
      }
    }
  }
}
