package dev.slipway.scoring.pickle;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;

/// The errors of a pickle that cannot be read.
final class Corrupt {
  private Corrupt() {}

  static SlipwayException at(long position, String what) {
    return new SlipwayException(
        ErrorCode.CORRUPT_MODEL,
        "The pickle breaks off at byte %d: %s. Save the model again, and compare the size of the copy."
            .formatted(position, what));
  }

  static SlipwayException file(String what) {
    return new SlipwayException(
        ErrorCode.CORRUPT_MODEL,
        what + ". Save the model again, and compare the size of the copy.");
  }

  static SlipwayException unsupported(String what) {
    return new SlipwayException(ErrorCode.UNSUPPORTED_MODEL, what);
  }
}
