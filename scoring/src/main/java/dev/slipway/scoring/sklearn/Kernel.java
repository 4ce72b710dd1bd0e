package dev.slipway.scoring.sklearn;

/// A similarity of two rows, as libsvm computes it.
record Kernel(Form form, double gamma, double shift, double degree) {
  enum Form {
    LINEAR,
    RADIAL,
    POLYNOMIAL,
    SIGMOID
  }

  static Kernel of(Estimator model) {
    String name = model.text("kernel", "a function");
    Form form =
        switch (name) {
          case "linear" -> Form.LINEAR;
          case "rbf" -> Form.RADIAL;
          case "poly" -> Form.POLYNOMIAL;
          case "sigmoid" -> Form.SIGMOID;
          default -> throw model.unsupported("kernel", name);
        };
    return new Kernel(
        form, model.number("_gamma", 0), model.number("coef0", 0), model.number("degree", 3));
  }

  /// The similarity of the row at `at` of a matrix and a stored row.
  double between(double[] matrix, int at, double[] stored) {
    double sum = 0;
    for (int i = 0; i < stored.length; i++) {
      double away = matrix[at + i] - stored[i];
      sum += form == Form.RADIAL ? away * away : matrix[at + i] * stored[i];
    }
    return switch (form) {
      case LINEAR -> sum;
      case RADIAL -> Math.exp(-gamma * sum);
      case POLYNOMIAL -> Math.pow(gamma * sum + shift, degree);
      case SIGMOID -> Math.tanh(gamma * sum + shift);
    };
  }
}
