package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;

/// Transformers that go by how alike a row and stored rows are, and the random features that come close to
/// that.
final class Kernels {
  private Kernels() {}

  static Step nystroem(Estimator map, Frame in, Reading reading) {
    double[][] stored = map.matrix("components_", reading);
    double[][] normalization = map.matrix("normalization_", reading);
    return combine(map, in, stored, normalization, new double[0], 0, reading).numbered("nystroem");
  }

  static Step kernelPca(Estimator pca, Frame in, Reading reading) {
    double[][] stored = pca.matrix("X_fit_", reading);
    boolean old = pca.has("alphas_");
    double[][] vectors = pca.matrix(old ? "alphas_" : "eigenvectors_", reading);
    double[] values = pca.doubles(old ? "lambdas_" : "eigenvalues_", reading);
    if (vectors.length != stored.length || vectors[0].length != values.length) {
      throw Refusal.corrupt("KernelPCA has vectors of %d rows".formatted(vectors.length));
    }
    double[][] weights = new double[values.length][stored.length];
    for (int c = 0; c < values.length; c++) {
      for (int s = 0; s < stored.length; s++) {
        weights[c][s] = values[c] == 0 ? 0 : vectors[s][c] / Math.sqrt(values[c]);
      }
    }
    Estimator center = pca.child("_centerer");
    double[] means = center.doubles("K_fit_rows_", stored.length, reading);
    return combine(pca, in, stored, weights, means, center.number("K_fit_all_"), reading)
        .numbered("kernelpca");
  }

  static Step randomFourier(Estimator sampler, Frame in, Reading reading) {
    in.require(reading.inputs());
    double[][] weights = sampler.matrix("random_weights_", reading);
    in.expect(weights.length, sampler);
    int width = weights.length == 0 ? 0 : weights[0].length;
    double[] offsets = sampler.doubles("random_offset_", reading);
    if (width == 0 || offsets.length != width) {
      throw Refusal.corrupt("%s has %d offsets".formatted(sampler.name(), offsets.length));
    }
    return Step.complete(
            new Waves(in.positions(), weights, offsets, Math.sqrt(2.0) / Math.sqrt(width)))
        .numbered("rbfsampler");
  }

  private static Step combine(
      Estimator estimator,
      Frame in,
      double[][] stored,
      double[][] weights,
      double[] means,
      double mean,
      Reading reading) {
    in.require(reading.inputs());
    if (stored.length == 0 || weights.length == 0 || weights[0].length != stored.length) {
      throw Refusal.corrupt("%s stores no rows".formatted(estimator.name()));
    }
    in.expect(stored[0].length, estimator);
    String name = estimator.text("kernel", "a function");
    double gamma = estimator.number("gamma_", estimator.number("gamma", 1.0 / stored[0].length));
    Kernel kernel =
        switch (name) {
          case "linear" -> new Kernel(Shape.LINEAR, 0, 0, 0);
          case "rbf" -> new Kernel(Shape.RADIAL, gamma, 0, 0);
          case "laplacian" -> new Kernel(Shape.LAPLACIAN, gamma, 0, 0);
          case "poly", "polynomial" ->
              new Kernel(
                  Shape.POLYNOMIAL,
                  gamma,
                  estimator.number("coef0", 1),
                  estimator.number("degree", 3));
          case "sigmoid" -> new Kernel(Shape.SIGMOID, gamma, estimator.number("coef0", 1), 0);
          case "cosine" -> new Kernel(Shape.COSINE, 0, 0, 0);
          default -> throw estimator.unsupported("kernel", name);
        };
    return Step.complete(new Alike(in.positions(), stored, kernel, weights, means, mean));
  }

  private enum Shape {
    LINEAR,
    RADIAL,
    LAPLACIAN,
    POLYNOMIAL,
    SIGMOID,
    COSINE
  }

  /// How alike two rows are.
  private record Kernel(Shape shape, double gamma, double offset, double degree) {
    double of(double[] x, double[] y) {
      double dot = 0;
      double squares = 0;
      double absolutes = 0;
      double xx = 0;
      double yy = 0;
      for (int i = 0; i < x.length; i++) {
        double away = x[i] - y[i];
        dot += x[i] * y[i];
        squares += away * away;
        absolutes += Math.abs(away);
        xx += x[i] * x[i];
        yy += y[i] * y[i];
      }
      return switch (shape) {
        case LINEAR -> dot;
        case RADIAL -> Math.exp(-gamma * squares);
        case LAPLACIAN -> Math.exp(-gamma * absolutes);
        case POLYNOMIAL -> Math.pow(gamma * dot + offset, degree);
        case SIGMOID -> Math.tanh(gamma * dot + offset);
        case COSINE -> dot / (xx == 0 ? 1 : Math.sqrt(xx)) / (yy == 0 ? 1 : Math.sqrt(yy));
      };
    }
  }

  /// Weighted sums of how alike the row is to each stored one, centered where there are means.
  private record Alike(
      int[] from, double[][] stored, Kernel kernel, double[][] weights, double[] means, double mean)
      implements ColumnOperation {
    @Override
    public int width() {
      return weights.length;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      double[] row = new double[from.length];
      double[] alike = new double[stored.length];
      for (int r = 0; r < in.size(); r++) {
        double sum = 0;
        for (int i = 0; i < from.length; i++) {
          row[i] = in.number(r, from[i]);
        }
        for (int s = 0; s < stored.length; s++) {
          alike[s] = kernel.of(row, stored[s]);
          sum += alike[s];
        }
        for (int s = 0; s < means.length; s++) {
          alike[s] = alike[s] - means[s] - sum / stored.length + mean;
        }
        for (int c = 0; c < weights.length; c++) {
          double total = 0;
          for (int s = 0; s < stored.length; s++) {
            total += alike[s] * weights[c][s];
          }
          out.number(r, at + c, total);
        }
      }
    }
  }

  /// Cosines of random projections (Rahimi and Recht 2007).
  private record Waves(int[] from, double[][] weights, double[] offsets, double height)
      implements ColumnOperation {
    @Override
    public int width() {
      return offsets.length;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        for (int c = 0; c < offsets.length; c++) {
          double sum = 0;
          for (int i = 0; i < from.length; i++) {
            sum += in.number(r, from[i]) * weights[i][c];
          }
          out.number(r, at + c, Math.cos(sum + offsets[c]) * height);
        }
      }
    }
  }
}
