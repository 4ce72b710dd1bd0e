package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.pickle.Pickled;
import org.jspecify.annotations.Nullable;

/// How far two rows are apart, by the names of scikit-learn and SciPy.
///
/// @param power of a Minkowski distance
record Distance(Form form, double power) {
  static final Distance EUCLIDEAN = new Distance(Form.EUCLIDEAN, 2);

  enum Form {
    EUCLIDEAN,
    SQUARED_EUCLIDEAN,
    MANHATTAN,
    CHEBYSHEV,
    MINKOWSKI,
    COSINE,
    CORRELATION,
    CANBERRA,
    BRAY_CURTIS,
    HAMMING
  }

  /// @param parameters the metric's own, as a dict, where there are any
  static Distance of(Estimator model, String metric, @Nullable Pickled parameters) {
    Pickled.Dict given = parameters instanceof Pickled.Dict dict ? dict : new Pickled.Dict();
    if (given.get("w") != null && given.get("w") != Pickled.None.NONE) {
      throw model.unsupported("metric_params", "weights");
    }
    return switch (metric) {
      case "euclidean", "l2" -> EUCLIDEAN;
      case "sqeuclidean" -> new Distance(Form.SQUARED_EUCLIDEAN, 2);
      case "manhattan", "l1", "cityblock" -> new Distance(Form.MANHATTAN, 1);
      case "chebyshev", "infinity" -> new Distance(Form.CHEBYSHEV, 1);
      case "minkowski" -> {
        Double power = Scalars.number(given.get("p"));
        double p = power == null ? model.number("p", 2) : power;
        yield p == 1 ? new Distance(Form.MANHATTAN, 1) : new Distance(Form.MINKOWSKI, p);
      }
      case "cosine" -> new Distance(Form.COSINE, 1);
      case "correlation" -> new Distance(Form.CORRELATION, 1);
      case "canberra" -> new Distance(Form.CANBERRA, 1);
      case "braycurtis" -> new Distance(Form.BRAY_CURTIS, 1);
      case "hamming" -> new Distance(Form.HAMMING, 1);
      default -> throw model.unsupported("metric", metric);
    };
  }

  /// A number that orders rows as the distance does.
  double reduced(double[] matrix, int at, double[] stored) {
    return switch (form) {
      case EUCLIDEAN, SQUARED_EUCLIDEAN, MANHATTAN, CHEBYSHEV, MINKOWSKI, CANBERRA, HAMMING ->
          byColumn(matrix, at, stored);
      case COSINE -> 1 - cosine(matrix, at, stored, 0, 0);
      case CORRELATION ->
          1
              - cosine(
                  matrix,
                  at,
                  stored,
                  mean(matrix, at, stored.length),
                  mean(stored, 0, stored.length));
      case BRAY_CURTIS -> brayCurtis(matrix, at, stored);
    };
  }

  /// The distance itself.
  double whole(double reduced) {
    return switch (form) {
      case EUCLIDEAN -> Math.sqrt(reduced);
      case MINKOWSKI -> Math.pow(reduced, 1 / power);
      case SQUARED_EUCLIDEAN,
          MANHATTAN,
          CHEBYSHEV,
          COSINE,
          CORRELATION,
          CANBERRA,
          BRAY_CURTIS,
          HAMMING ->
          reduced;
    };
  }

  private double byColumn(double[] matrix, int at, double[] stored) {
    double sum = 0;
    for (int i = 0; i < stored.length; i++) {
      double a = matrix[at + i];
      double away = Math.abs(a - stored[i]);
      switch (form) {
        case EUCLIDEAN, SQUARED_EUCLIDEAN -> sum += away * away;
        case MINKOWSKI -> sum += Math.pow(away, power);
        case CHEBYSHEV -> sum = Math.max(sum, away);
        case CANBERRA -> sum += away == 0 ? 0 : away / (Math.abs(a) + Math.abs(stored[i]));
        case HAMMING -> sum += away == 0 ? 0 : 1.0 / stored.length;
        case MANHATTAN, COSINE, CORRELATION, BRAY_CURTIS -> sum += away;
      }
    }
    return sum;
  }

  private static double cosine(double[] matrix, int at, double[] stored, double a, double b) {
    double dot = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < stored.length; i++) {
      double x = matrix[at + i] - a;
      double y = stored[i] - b;
      dot += x * y;
      left += x * x;
      right += y * y;
    }
    return left == 0 || right == 0 ? 0 : dot / Math.sqrt(left) / Math.sqrt(right);
  }

  private static double mean(double[] values, int at, int count) {
    double sum = 0;
    for (int i = at; i < at + count; i++) {
      sum += values[i];
    }
    return sum / count;
  }

  private static double brayCurtis(double[] matrix, int at, double[] stored) {
    double apart = 0;
    double together = 0;
    for (int i = 0; i < stored.length; i++) {
      apart += Math.abs(matrix[at + i] - stored[i]);
      together += Math.abs(matrix[at + i] + stored[i]);
    }
    return apart / together;
  }
}
