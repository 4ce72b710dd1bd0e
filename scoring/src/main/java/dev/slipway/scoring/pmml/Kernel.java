package dev.slipway.scoring.pmml;

/// How alike two vectors are.
sealed interface Kernel {
  double apply(double[] a, double[] numbers, int at);

  record Linear() implements Kernel {
    @Override
    public double apply(double[] a, double[] numbers, int at) {
      return dot(a, numbers, at);
    }
  }

  record Polynomial(double gamma, double constant, double degree) implements Kernel {
    @Override
    public double apply(double[] a, double[] numbers, int at) {
      return Math.pow(gamma * dot(a, numbers, at) + constant, degree);
    }
  }

  record RadialBasis(double gamma) implements Kernel {
    @Override
    public double apply(double[] a, double[] numbers, int at) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        double distance = a[i] - numbers[at + i];
        sum += distance * distance;
      }
      return Math.exp(-gamma * sum);
    }
  }

  record Sigmoid(double gamma, double constant) implements Kernel {
    @Override
    public double apply(double[] a, double[] numbers, int at) {
      return Math.tanh(gamma * dot(a, numbers, at) + constant);
    }
  }

  static double dot(double[] a, double[] numbers, int at) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * numbers[at + i];
    }
    return sum;
  }

  /// The kernel among a model's children.
  static Kernel in(Element model) {
    for (Element child : model.children()) {
      switch (child.name()) {
        case "LinearKernelType" -> {
          return new Linear();
        }
        case "PolynomialKernelType" -> {
          return new Polynomial(
              child.number("gamma", 1), child.number("coef0", 1), child.number("degree", 1));
        }
        case "RadialBasisKernelType" -> {
          return new RadialBasis(child.number("gamma", 1));
        }
        case "SigmoidKernelType" -> {
          return new Sigmoid(child.number("gamma", 1), child.number("coef0", 1));
        }
        default -> {}
      }
    }
    throw Element.corrupt("has a SupportVectorMachineModel without a kernel");
  }
}
