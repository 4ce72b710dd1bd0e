package dev.slipway.scoring.pmml;

/// Support vector machines. For a classification each class has its votes (one machine for each pair of
/// classes) or the negated value of its machine (one for each class: the least value decides).
///
/// @param fields put the row's vector into the cells from `vector`
record VectorMachine(
    int at,
    int width,
    Expression.Number[] fields,
    int vector,
    Kernel kernel,
    Machine[] machines,
    Decision decision)
    implements PmmlModel {
  /// `sum of coefficient · kernel(support, row) + constant`; for a linear machine that has no support
  /// vectors the coefficients are those of the row itself.
  ///
  /// @param below the class that wins where the value is below the threshold, and `otherwise` the other
  record Machine(
      double[] coefficients,
      double[][] supports,
      double constant,
      double threshold,
      int below,
      int otherwise) {
    double value(double[] numbers, int at, Kernel kernel) {
      if (supports.length == 0) {
        return Kernel.dot(coefficients, numbers, at) + constant;
      }
      double sum = 0;
      for (int i = 0; i < supports.length; i++) {
        sum += coefficients[i] * kernel.apply(supports[i], numbers, at);
      }
      return sum + constant;
    }
  }

  /// What the machines' values become.
  enum Decision {
    VALUE,
    /// The two classes of one machine, by how far it is from its threshold.
    MARGIN,
    VOTES,
    LEAST
  }

  @Override
  public void evaluate(Frame frame) {
    double[] numbers = frame.numbers;
    for (int i = 0; i < fields.length; i++) {
      numbers[vector + i] = fields[i].value(frame);
      if (Double.isNaN(numbers[vector + i])) {
        frame.fill(at, width, Double.NaN);
        return;
      }
    }
    frame.fill(at, width, 0);
    for (Machine machine : machines) {
      double value = machine.value(numbers, vector, kernel);
      switch (decision) {
        case VALUE -> numbers[at] = value;
        case MARGIN -> {
          // The other class has zero; a value on the threshold is not below it.
          double margin = machine.threshold - value;
          numbers[at + machine.below] = margin == 0 ? -Double.MIN_VALUE : margin;
        }
        case VOTES ->
            numbers[at + (value < machine.threshold ? machine.below : machine.otherwise)]++;
        case LEAST -> numbers[at + machine.below] = -value;
      }
    }
  }
}
