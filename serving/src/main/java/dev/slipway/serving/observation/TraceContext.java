package dev.slipway.serving.observation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A place in a distributed trace, as the header `traceparent` of W3C Trace Context names it.
///
/// @param traceId 32 hexadecimal digits, not all zero
/// @param spanId 16 hexadecimal digits, not all zero
public record TraceContext(String traceId, String spanId, boolean sampled) {
  private static final Pattern HEADER =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  /// Reads the header; empty where it is not there or is not what the standard allows, which a receiver
  /// has to ignore. Later versions of the format may append members; version `ff` never is one.
  public static Optional<TraceContext> parse(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()
        || matcher.group(1).equals("ff")
        || (matcher.group(1).equals("00") && matcher.group(5) != null)
        || matcher.group(2).equals("0".repeat(32))
        || matcher.group(3).equals("0".repeat(16))) {
      return Optional.empty();
    }
    boolean sampled = (Integer.parseInt(matcher.group(4), 16) & 1) == 1;
    return Optional.of(new TraceContext(matcher.group(2), matcher.group(3), sampled));
  }

  /// The header's value.
  public String header() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
