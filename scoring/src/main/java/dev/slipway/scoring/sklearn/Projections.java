package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.sparse.Weights;
import java.util.Arrays;
import java.util.stream.IntStream;

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
    return project(pca, in, components, mean, divisor, reading)
        .numbered(pca.name().toLowerCase(java.util.Locale.ROOT));
  }

  static Step truncatedSvd(Estimator svd, Frame in, Reading reading) {
    double[][] components = svd.matrix("components_", reading);
    double[] divisor = new double[components.length];
    Arrays.fill(divisor, 1);
    return project(svd, in, components, new double[in.width()], divisor, reading)
        .numbered("truncatedsvd");
  }

  static Step normalizer(Estimator normalizer, Frame in, Reading reading) {
    in.require(reading.inputs());
    Norm norm = Norm.of(normalizer);
    return in.sparse() && in.isWhole()
        ? new Step(TermWeights.normed(in.width(), norm), in.filled())
        : new Step(new Normalize(in.positions(), norm), in.filled());
  }

  static Step polynomial(Estimator polynomial, Frame in, Reading reading) {
    in.require(reading.inputs());
    int high = polynomial.integer(polynomial.has("_max_degree") ? "_max_degree" : "degree", 2);
    int low = polynomial.integer("_min_degree", 0);
    Powers powers =
        Powers.of(
            in.positions(),
            low,
            high,
            polynomial.flag("interaction_only", false),
            polynomial.flag("include_bias", true),
            reading);
    return Step.complete(powers).named(powers.names(in));
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

  record Project(int[] from, double[][] components, double[] mean, double[] divisor)
      implements ColumnOperation {
    @Override
    public int width() {
      return components.length;
    }

    /// Whether it is nothing but weighted sums of all columns in order.
    boolean isPlain() {
      return IntStream.range(0, from.length).allMatch(i -> from[i] == i && mean[i] == 0)
          && Arrays.stream(divisor).allMatch(d -> d == 1);
    }

    Weights weights() {
      double[] byColumn = new double[from.length * components.length];
      for (int i = 0; i < from.length; i++) {
        for (int c = 0; c < components.length; c++) {
          byColumn[i * components.length + c] = components[c][i];
        }
      }
      return new Weights(byColumn, components.length);
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

  private record Normalize(int[] from, Norm norm) implements ColumnOperation {
    @Override
    public int width() {
      return from.length;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        double sum = 0;
        for (int column : from) {
          sum = norm.and(sum, in.number(r, column));
        }
        double length = norm.length(sum);
        for (int i = 0; i < from.length; i++) {
          out.number(r, at + i, in.number(r, from[i]) / length);
        }
      }
    }
  }
}
