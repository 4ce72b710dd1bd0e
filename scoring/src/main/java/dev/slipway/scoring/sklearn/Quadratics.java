package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.engine.DoubleLink;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import java.util.List;
import java.util.stream.IntStream;

/// Predictors that ask how far a row is from the center of normal distributions.
final class Quadratics {
  private Quadratics() {}

  static Model discriminant(Estimator model, Frame in, Reading reading) {
    in.require(reading.inputs());
    Classes classes = ClassLabels.of(model);
    double[][] means = model.matrix("means_", reading);
    double[] priors = model.doubles("priors_", classes.size(), reading);
    List<Pickled> rotations = model.list("rotations_");
    List<Pickled> scalings = model.list("scalings_");
    int count = classes.size();
    if (means.length != count || rotations.size() != count || scalings.size() != count) {
      throw Refusal.corrupt(
          "%s has %d centers for %d classes".formatted(model.name(), means.length, count));
    }
    in.expect(means[0].length, model);
    double[][] axes = new double[count][];
    double[] constants = new double[count];
    for (int c = 0; c < count; c++) {
      double[] scaling = numbers(scalings.get(c), model, reading);
      axes[c] = numbers(rotations.get(c), model, reading);
      if (axes[c].length != in.width() * scaling.length) {
        throw Refusal.corrupt("class %d of %s has broken axes".formatted(c, model.name()));
      }
      double logs = 0;
      for (int a = 0; a < scaling.length; a++) {
        logs += Math.log(scaling[a]);
        for (int i = 0; i < in.width(); i++) {
          axes[c][i * scaling.length + a] *= Math.pow(scaling[a], -0.5);
        }
      }
      constants[c] = -0.5 * logs + Math.log(priors[c]);
    }
    Engine scores = new Quadratic(in.width(), means, axes, constants);
    Engine decision = count == 2 ? scores.then(Links.SECOND_LESS_FIRST) : scores;
    return Model.on(in, scores.then(DoubleLink.SOFTMAX), new Output.Probabilities(classes))
        .deciding(Model.on(in, decision, new Output.Decision(classes)));
  }

  /// The components of a mixture are its classes, by number.
  static Model mixture(Estimator model, Frame in, Reading reading) {
    in.require(reading.inputs());
    double[][] means = model.matrix("means_", reading);
    double[] weights = model.doubles("weights_", means.length, reading);
    if (means.length == 0) {
      throw Refusal.corrupt("%s has no components".formatted(model.name()));
    }
    in.expect(means[0].length, model);
    double[][] axes = precisions(model, means.length, in.width(), reading);
    double[] constants = new double[means.length];
    for (int c = 0; c < constants.length; c++) {
      double logs = 0;
      for (int i = 0; i < in.width(); i++) {
        logs += Math.log(axes[c][i * in.width() + i]);
      }
      constants[c] = logs + Math.log(weights[c]) - 0.5 * in.width() * Math.log(2 * Math.PI);
    }
    Classes components =
        new Classes(
            IntStream.range(0, means.length).mapToObj(Integer::toString).toList(),
            ColumnType.INTEGER);
    return Model.on(
        in,
        new Quadratic(in.width(), means, axes, constants).then(Links.LOG_SUM_EXP),
        new Output.Probabilities(components));
  }

  /// The robust covariance of one distribution: class `-1` is an outlier, `1` an inlier.
  static Model envelope(Estimator model, Frame in, Reading reading) {
    in.require(reading.inputs());
    int width = in.width();
    double[] center = model.doubles("location_", width, reading);
    double[] precision = model.doubles("precision_", width * width, reading);
    Classes classes = new Classes(List.of("-1", "1"), ColumnType.INTEGER);
    return Model.on(
        in,
        new Mahalanobis(center, precision, model.number("offset_")),
        new Output.Decision(classes));
  }

  /// The Cholesky factor of each component's precision, as a whole matrix.
  private static double[][] precisions(
      Estimator model, int components, int width, Reading reading) {
    String type = model.text("covariance_type", "full");
    double[] given = model.doubles("precisions_cholesky_", reading);
    int perComponent =
        switch (type) {
          case "full" -> width * width;
          case "diag" -> width;
          case "spherical" -> 1;
          case "tied" -> 0;
          default -> throw model.unsupported("covariance_type", type);
        };
    int expected = perComponent == 0 ? width * width : components * perComponent;
    if (given.length != expected) {
      throw Refusal.corrupt(
          "%s has %d precisions, expected %d".formatted(model.name(), given.length, expected));
    }
    reading.spend((long) components * width * width);
    double[][] axes = new double[components][width * width];
    for (int c = 0; c < components; c++) {
      if (perComponent == 0 || perComponent == width * width && !type.equals("diag")) {
        System.arraycopy(given, c * perComponent, axes[c], 0, width * width);
        continue;
      }
      for (int i = 0; i < width; i++) {
        axes[c][i * width + i] = given[c * perComponent + (perComponent == 1 ? 0 : i)];
      }
    }
    return axes;
  }

  private static double[] numbers(Pickled value, Estimator model, Reading reading) {
    NumpyArray array = NumpyArray.of(value);
    if (array == null) {
      throw Refusal.corrupt("%s has a class without axes".formatted(model.name()));
    }
    return reading.doubles(array);
  }

  /// For each class a constant less half the squared length of the row's way from the center, measured
  /// along the class's axes.
  ///
  /// @param axes for each class a matrix of one row for each input and one column for each axis
  private record Quadratic(int inputs, double[][] means, double[][] axes, double[] constants)
      implements Engine {
    @Override
    public int outputs() {
      return constants.length;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < constants.length; c++) {
          out[r * constants.length + c] = constants[c] - 0.5 * squared(matrix, r * inputs, c);
        }
      }
    }

    private double squared(double[] matrix, int row, int c) {
      int count = axes[c].length / inputs;
      double squared = 0;
      for (int a = 0; a < count; a++) {
        double along = 0;
        for (int i = 0; i < inputs; i++) {
          along += (matrix[row + i] - means[c][i]) * axes[c][i * count + a];
        }
        squared += along * along;
      }
      return squared;
    }
  }

  /// The squared Mahalanobis distance, negative, less the offset.
  private record Mahalanobis(double[] center, double[] precision, double offset) implements Engine {
    @Override
    public int inputs() {
      return center.length;
    }

    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      int width = center.length;
      for (int r = 0; r < rows; r++) {
        double squared = 0;
        for (int i = 0; i < width; i++) {
          double sum = 0;
          for (int j = 0; j < width; j++) {
            sum += precision[i * width + j] * (matrix[r * width + j] - center[j]);
          }
          squared += (matrix[r * width + i] - center[i]) * sum;
        }
        double score = -squared - offset;
        // The border itself counts as inside, and a decision is for the second class above 0 only.
        out[r] = score == 0 ? Double.MIN_VALUE : score;
      }
    }
  }
}
