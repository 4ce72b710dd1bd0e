package dev.slipway.scoring.worker;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.time.Duration;

/// How Python models are run.
///
/// @param interpreter a Python 3.8 or newer with the model's libraries: a path, or a name on the path
/// @param workers processes for each model
/// @param timeout how long one prediction may take, waiting included
/// @param memory bytes that a worker may occupy before it is replaced; it cannot map more than three times
///     as much
public record PythonSettings(String interpreter, int workers, Duration timeout, long memory) {
  public PythonSettings {
    if (interpreter.isBlank()) {
      throw wrong("the Python interpreter has no name");
    }
    if (workers < 1 || workers > 256) {
      throw wrong("%d Python workers; choose from 1 to 256".formatted(workers));
    }
    if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(Duration.ofDays(1)) > 0) {
      throw wrong("a timeout of %s; choose from 1 millisecond to a day".formatted(timeout));
    }
    if (memory < 64L << 20) {
      throw wrong("%d bytes for a Python worker; give it at least 64 MiB".formatted(memory));
    }
  }

  private static SlipwayException wrong(String what) {
    return new SlipwayException(ErrorCode.INVALID_ARGUMENT, what);
  }
}
