package dev.slipway.server.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How numbers, times and sizes read in the console: as many digits as a person uses, a narrow no-break
/// space before the unit, times in UTC.
final class Figures {
  private static final char THIN = '\u202f';
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// Shown where there is no number.
  static final String NONE = "–";

  private Figures() {}

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// `1 row`, `58,214 rows`.
  static String count(long count, String noun) {
    return count(count) + THIN + noun + (count == 1 ? "" : "s");
  }

  /// Four significant digits, no exponent between a thousandth and a million.
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e9) {
      return count((long) value);
    }
    if (size < 0.0005 || size >= 1e9) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    return size >= 1000
        ? String.format(Locale.ROOT, "%,.0f", value)
        : size >= 100
            ? String.format(Locale.ROOT, "%.1f", value)
            : size >= 10 ? String.format(Locale.ROOT, "%.2f", value) : decimals(value, size);
  }

  private static String decimals(double value, double size) {
    return String.format(Locale.ROOT, size >= 1 ? "%.3f" : "%.4f", value);
  }

  /// Three decimals, as statistics between 0 and 1 are compared.
  static String decimals(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : NONE;
  }

  static String signedPercent(double share) {
    return (share > 0 ? "+" : share < 0 ? "−" : "") + percent(Math.abs(share));
  }

  /// Requests a second.
  static String rate(double perSecond) {
    if (!Double.isFinite(perSecond)) {
      return NONE;
    }
    String digits =
        perSecond >= 100 || perSecond == 0
            ? String.format(Locale.ROOT, "%,.0f", perSecond)
            : String.format(Locale.ROOT, "%.1f", perSecond);
    return digits + THIN + "/s";
  }

  static String percent(double share) {
    if (!Double.isFinite(share)) {
      return NONE;
    }
    double percent = share * 100;
    String digits =
        percent == Math.rint(percent) || percent >= 99.95
            ? String.format(Locale.ROOT, "%.0f", percent)
            : String.format(Locale.ROOT, percent < 1 ? "%.2f" : "%.1f", percent);
    return digits + THIN + "%";
  }

  /// A latency: `840 µs`, `1.2 ms`, `3.4 s`.
  static String latency(double nanos) {
    if (!Double.isFinite(nanos)) {
      return NONE;
    }
    if (nanos < 1e6) {
      return String.format(Locale.ROOT, "%.0f", nanos / 1e3) + THIN + "µs";
    }
    if (nanos < 1e9) {
      return digits(nanos / 1e6) + THIN + "ms";
    }
    return digits(nanos / 1e9) + THIN + "s";
  }

  private static String digits(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
  }

  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + String.valueOf(THIN) + "B";
    }
    if (bytes < 1_000_000) {
      return digits(bytes / 1e3) + THIN + "kB";
    }
    return bytes < 1_000_000_000
        ? digits(bytes / 1e6) + THIN + "MB"
        : digits(bytes / 1e9) + THIN + "GB";
  }

  /// The whole of the largest unit: `now`, `40 s`, `3 min`, `5 h`, `12 d`.
  static String span(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 60) {
      return seconds + String.valueOf(THIN) + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + String.valueOf(THIN) + "min";
    }
    return seconds < 172_800
        ? seconds / 3600 + String.valueOf(THIN) + "h"
        : seconds / 86_400 + String.valueOf(THIN) + "d";
  }

  /// `3 min ago`; under five seconds `now`.
  static String age(Instant at, Instant now) {
    Duration since = Duration.between(at, now);
    return since.toSeconds() < 5 ? "now" : span(since) + " ago";
  }

  static String minute(Instant at) {
    return MINUTES.format(at);
  }

  static String second(Instant at) {
    return SECONDS.format(at) + " UTC";
  }
}
