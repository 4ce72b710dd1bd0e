package dev.slipway.scoring.catboost;

/// A numeric feature made of counts (CatBoost's CTR): how often the target was high, or how often at all,
/// where training saw the same combination of values.
///
/// @param classBorder from which class on the target counts as high
/// @param prior added to the count, as is `priorWeight` to the total
record Counter(
    Base base,
    int classBorder,
    float prior,
    float priorWeight,
    float shift,
    float scale,
    float[] borders) {

  /// What counters with different priors have in common: a table of counts.
  record Base(Projection projection, CounterKind kind) {}

  /// The feature's value, in float32 like in CatBoost.
  float value(float count, float total) {
    float ratio = (count + prior) / (total + priorWeight);
    return (ratio + shift) * scale;
  }
}
