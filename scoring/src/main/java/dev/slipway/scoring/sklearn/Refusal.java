package dev.slipway.scoring.sklearn;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;

/// The errors of a model that is read but not compiled.
final class Refusal {
  private Refusal() {}

  static SlipwayException unsupported(String what) {
    return new SlipwayException(
        ErrorCode.UNSUPPORTED_MODEL,
        what + "; a Python worker can serve this model, which runs its code: --allow-python");
  }

  static SlipwayException corrupt(String what) {
    return new SlipwayException(
        ErrorCode.CORRUPT_MODEL, what + "; fit the model and save it again");
  }
}
