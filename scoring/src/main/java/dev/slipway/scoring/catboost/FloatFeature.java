package dev.slipway.scoring.catboost;

/// A numeric feature.
///
/// @param input the position among all inputs of the model
/// @param name empty where the model has none
/// @param missingIsGreatest whether a missing value is greater than every border; else it is less
record FloatFeature(int input, String name, float[] borders, boolean missingIsGreatest) {
  boolean above(double value, float border) {
    float rounded = (float) value;
    return Float.isNaN(rounded) ? missingIsGreatest : rounded > border;
  }
}
