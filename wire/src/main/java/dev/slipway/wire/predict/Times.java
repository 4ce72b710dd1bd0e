package dev.slipway.wire.predict;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Reads the times that clients write: ISO-8601 with a zone, without one (then UTC), or a bare date. A
/// space may stand for the `T`.
public final class Times {
  private Times() {}

  /// Milliseconds since 1970-01-01T00:00Z, or NaN for what is no time.
  public static double millis(String text) {
    try {
      return instant(text.trim().replace(' ', 'T')).toEpochMilli();
    } catch (DateTimeException | ArithmeticException _) {
      return Double.NaN;
    }
  }

  private static Instant instant(String text) {
    if (text.length() == 10) {
      return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    int sign = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
    boolean zoned = text.endsWith("Z") || sign > 10;
    return zoned
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }
}
