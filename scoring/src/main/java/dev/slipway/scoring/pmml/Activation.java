package dev.slipway.scoring.pmml;

/// What a neuron makes of the sum of its inputs.
enum Activation {
  THRESHOLD,
  LOGISTIC,
  TANH,
  IDENTITY,
  EXPONENTIAL,
  RECIPROCAL,
  SQUARE,
  GAUSS,
  SINE,
  COSINE,
  ELLIOTT,
  ARCTAN,
  RECTIFIER,
  RADIAL_BASIS;

  static Activation named(String name) {
    return switch (name) {
      case "threshold" -> THRESHOLD;
      case "logistic" -> LOGISTIC;
      case "tanh" -> TANH;
      case "identity" -> IDENTITY;
      case "exponential" -> EXPONENTIAL;
      case "reciprocal" -> RECIPROCAL;
      case "square" -> SQUARE;
      case "Gauss" -> GAUSS;
      case "sine" -> SINE;
      case "cosine" -> COSINE;
      case "Elliott" -> ELLIOTT;
      case "arctan" -> ARCTAN;
      case "rectifier" -> RECTIFIER;
      case "radialBasis" -> RADIAL_BASIS;
      default ->
          throw Element.unsupported("activationFunction '%s'".formatted(Element.abbreviated(name)));
    };
  }

  /// @param z the sum, or for a radial basis what the exponential is taken of
  double apply(double z, double threshold) {
    return switch (this) {
      case THRESHOLD -> Double.isNaN(z) ? z : Expression.truth(z > threshold);
      case LOGISTIC -> 1 / (1 + Math.exp(-z));
      case TANH -> Math.tanh(z);
      case IDENTITY -> z;
      case EXPONENTIAL, RADIAL_BASIS -> Math.exp(z);
      case RECIPROCAL -> 1 / z;
      case SQUARE -> z * z;
      case GAUSS -> Math.exp(-z * z);
      case SINE -> Math.sin(z);
      case COSINE -> Math.cos(z);
      case ELLIOTT -> z / (1 + Math.abs(z));
      case ARCTAN -> 2 * Math.atan(z) / Math.PI;
      case RECTIFIER -> Math.max(0, z);
    };
  }
}
