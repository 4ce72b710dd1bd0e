package dev.slipway.scoring.catboost;

import java.util.List;
import java.util.Map;

/// What a model's file says, in whichever format it is.
///
/// @param outputs how many raw scores there are
/// @param oneHots in the order of their questions
/// @param tables the counts behind the counters
record ModelParts(
    List<FloatFeature> floats,
    List<Category> categories,
    List<OneHot> oneHots,
    List<Counter> counters,
    Map<Counter.Base, CounterTable> tables,
    List<Shape> trees,
    int outputs,
    double scale,
    double[] bias,
    Training training) {
  static final int MOST_FEATURES = 1 << 20;
  static final int MOST_OUTPUTS = 1 << 14;
}
