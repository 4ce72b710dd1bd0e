package dev.slipway.scoring.pmml;

/// A linear predictor for each class or for the value, over products of covariates and of indicators of
/// factors.
///
/// @param scratch cells for the parameters' values, then for the predictors
/// @param predictors the coefficients of each predictor, one for each parameter
/// @param offset is added to every predictor
record GeneralRegression(
    int at,
    int width,
    int scratch,
    Parameter[] parameters,
    double[][] predictors,
    Expression.Number offset,
    Response response)
    implements PmmlModel {
  /// What a coefficient is multiplied with.
  @FunctionalInterface
  interface Parameter {
    double value(Frame frame);
  }

  /// From the linear predictors to the result.
  sealed interface Response {
    /// The classes' predictors, of which that of the reference is zero.
    ///
    /// @param position the class of each predictor
    record Multinomial(int[] position) implements Response {}

    /// @param trials the mean is multiplied with; of a classification it is not
    record Mean(InverseLink link, double parameter, Expression.Number trials) implements Response {}

    /// @param first the class that the mean is the probability of
    record Binary(InverseLink link, double parameter, int first) implements Response {}

    /// Each predictor is that of its class or any before it.
    record Cumulative(InverseLink link) implements Response {}
  }

  @Override
  public void evaluate(Frame frame) {
    double[] numbers = frame.numbers;
    for (int p = 0; p < parameters.length; p++) {
      numbers[scratch + p] = parameters[p].value(frame);
    }
    int first = scratch + parameters.length;
    double shift = offset.value(frame);
    for (int i = 0; i < predictors.length; i++) {
      double sum = shift;
      for (int p = 0; p < parameters.length; p++) {
        if (predictors[i][p] != 0) {
          sum += predictors[i][p] * numbers[scratch + p];
        }
      }
      numbers[first + i] = sum;
    }
    switch (response) {
      case Response.Mean(InverseLink link, double parameter, Expression.Number trials) ->
          numbers[at] = link.mean(numbers[first], parameter) * trials.value(frame);
      case Response.Binary(InverseLink link, double parameter, int target) -> {
        double mean = link.mean(numbers[first], parameter);
        numbers[at + target] = mean;
        numbers[at + 1 - target] = 1 - mean;
      }
      case Response.Multinomial(int[] position) -> {
        frame.fill(at, width, 0);
        for (int i = 0; i < position.length; i++) {
          numbers[at + position[i]] = numbers[first + i];
        }
        new Normalization.SoftMax().apply(frame, at, width, false);
      }
      case Response.Cumulative(InverseLink link) -> {
        System.arraycopy(numbers, first, numbers, at, predictors.length);
        new Normalization.Cumulative(link).apply(frame, at, width, false);
      }
    }
  }
}
