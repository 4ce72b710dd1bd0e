package dev.slipway.scoring.catboost;

/// What a counter counts, in the order of CatBoost's binary numbering.
enum CounterKind {
  BORDERS("Borders"),
  BUCKETS("Buckets"),
  BINARIZED_TARGET_MEAN("BinarizedTargetMeanValue"),
  FLOAT_TARGET_MEAN("FloatTargetMeanValue"),
  COUNTER("Counter"),
  FREQUENCY("FeatureFreq");

  private final String name;

  CounterKind(String name) {
    this.name = name;
  }

  static CounterKind named(String name) {
    for (CounterKind kind : values()) {
      if (kind.name.equals(name)) {
        return kind;
      }
    }
    throw Refusal.unsupported("counters of type '%s'".formatted(name));
  }

  static CounterKind numbered(int number) {
    if (number < 0 || number >= values().length) {
      throw Refusal.unsupported("counters of type %d".formatted(number));
    }
    return values()[number];
  }
}
