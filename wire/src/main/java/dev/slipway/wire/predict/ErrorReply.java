package dev.slipway.wire.predict;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.input.InputFault;
import dev.slipway.wire.json.JsonBuffer;
import java.util.List;
import java.util.stream.Collectors;

/// Writes an error as `{"error":{"code","message","faults":[{"row","field","rule","source","value","message"}]}}`.
public final class ErrorReply {
  private ErrorReply() {}

  public static void write(
      JsonBuffer out, ErrorCode code, String message, List<InputFault> faults) {
    out.raw('{');
    member(out, code, message, faults);
    out.raw('}');
  }

  /// A message in one line, for protocols that have no place for the faults: the first ten follow it.
  public static String line(String message, List<InputFault> faults) {
    return faults.size() < 2
        ? message
        : faults.stream()
            .limit(10)
            .map(f -> "row %d '%s' %s".formatted(f.row(), f.field(), f.message()))
            .collect(Collectors.joining("; ", message + ": ", ""));
  }

  /// One line that says what is wrong with the rows of a request.
  ///
  /// @param count how many faults there are, of which `faults` are the first
  public static String summary(List<InputFault> faults, long count) {
    InputFault first = faults.getFirst();
    String start = "'%s' %s".formatted(first.field(), first.message());
    return count == 1 ? start : "%s (and %d more faults)".formatted(start, count - 1);
  }

  static void member(JsonBuffer out, ErrorCode code, String message, List<InputFault> faults) {
    out.raw("\"error\":{\"code\":\"").raw(code.name()).raw("\",\"message\":").string(message);
    if (!faults.isEmpty()) {
      out.raw(",\"faults\":[");
      for (int i = 0; i < faults.size(); i++) {
        InputFault fault = faults.get(i);
        out.raw(i == 0 ? "{\"row\":" : ",{\"row\":").number(fault.row());
        out.raw(",\"field\":").string(fault.field());
        out.raw(",\"rule\":").string(fault.rule().label());
        out.raw(",\"source\":").string(fault.rule().source().label());
        out.raw(",\"value\":").string(fault.value());
        out.raw(",\"message\":").string(fault.message()).raw('}');
      }
      out.raw(']');
    }
    out.raw('}');
  }
}
