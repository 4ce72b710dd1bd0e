package dev.slipway.scoring.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What a reader says of a file that it refuses.
final class Failures {
  private Failures() {}

  /// The exception, which must be ours and must blame the file.
  static SlipwayException of(ThrowingCallable reading) {
    Throwable thrown = catchThrowable(reading);
    assertThat(thrown).isInstanceOf(SlipwayException.class);
    SlipwayException failure = (SlipwayException) thrown;
    assertThat(failure.code()).isIn(ErrorCode.CORRUPT_MODEL, ErrorCode.UNSUPPORTED_MODEL);
    return failure;
  }
}
