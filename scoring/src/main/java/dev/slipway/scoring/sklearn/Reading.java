package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.pickle.NumpyArray;

/// One compilation of one file: which inputs the estimators turned out to need, and how much has been
/// spent. Values in a pickle can be shared, so a small file could describe a model of any size; what is
/// copied out of it is limited by its length. Not thread-safe.
final class Reading {
  private static final int MAX_ESTIMATORS = 100_000;
  private static final int MAX_DEPTH = 24;
  private static final long FLOOR = 4_000_000;

  private final long numberLimit;
  private final Inputs inputs;
  private long numbers;
  private int estimators;
  private int depth;

  Reading(long length, Inputs inputs) {
    this.numberLimit = FLOOR + length;
    this.inputs = inputs;
  }

  Inputs inputs() {
    return inputs;
  }

  void enter(Estimator estimator) {
    if (++estimators > MAX_ESTIMATORS || ++depth > MAX_DEPTH) {
      throw Refusal.corrupt(
          "%s lies too deep or is repeated too often in the file".formatted(estimator.name()));
    }
  }

  void leave() {
    depth--;
  }

  double[] doubles(NumpyArray array) {
    spend(array.size());
    return array.doubles();
  }

  void spend(long count) {
    numbers += count;
    if (numbers > numberLimit) {
      throw Refusal.corrupt("the model is larger than its file by far");
    }
  }
}
