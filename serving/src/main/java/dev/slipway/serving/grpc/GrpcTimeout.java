package dev.slipway.serving.grpc;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Deadline;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Until when the caller waits, as the header `grpc-timeout` says it: up to eight digits and a unit.
final class GrpcTimeout {
  private static final int MAX_DIGITS = 8;

  private GrpcTimeout() {}

  static Deadline deadline(@Nullable String timeout, long now) {
    if (timeout == null) {
      return Deadline.NONE;
    }
    int digits = timeout.length() - 1;
    TimeUnit unit = digits < 0 ? null : unit(timeout.charAt(digits));
    if (unit == null
        || digits < 1
        || digits > MAX_DIGITS
        || !timeout.chars().limit(digits).allMatch(c -> c >= '0' && c <= '9')) {
      throw new SlipwayException(
          ErrorCode.MALFORMED_REQUEST,
          "grpc-timeout is '%s'; write up to eight digits and one of H, M, S, m, u, n"
              .formatted(timeout));
    }
    long nanos = unit.toNanos(Long.parseLong(timeout.substring(0, digits)));
    return Deadline.after(now, nanos);
  }

  private static @Nullable TimeUnit unit(char letter) {
    return switch (letter) {
      case 'H' -> TimeUnit.HOURS;
      case 'M' -> TimeUnit.MINUTES;
      case 'S' -> TimeUnit.SECONDS;
      case 'm' -> TimeUnit.MILLISECONDS;
      case 'u' -> TimeUnit.MICROSECONDS;
      case 'n' -> TimeUnit.NANOSECONDS;
      default -> null;
    };
  }

  /// Fails once nobody waits any more.
  static void requireTimeLeft(Deadline deadline) {
    if (deadline.passed(System.nanoTime())) {
      throw new SlipwayException(
          ErrorCode.DEADLINE_EXCEEDED,
          "the call's deadline passed before the model was asked; allow more time or send fewer rows");
    }
  }
}
