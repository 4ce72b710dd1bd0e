package dev.slipway.serving.traffic;

import dev.slipway.core.error.ErrorCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/// Counts the requests that no variant ever saw: those for something that is not there, those that cannot be
/// read as a request at all, and those turned away for the load. Thread-safe.
public final class Refusals {
  private static final ErrorCode[] CODES = ErrorCode.values();

  private final AtomicLongArray counts = new AtomicLongArray(CODES.length);

  public void count(ErrorCode code) {
    counts.getAndIncrement(code.ordinal());
  }

  /// By cause; causes without any are left out.
  public Map<ErrorCode, Long> counts() {
    Map<ErrorCode, Long> all = new EnumMap<>(ErrorCode.class);
    for (ErrorCode code : CODES) {
      long count = counts.get(code.ordinal());
      if (count > 0) {
        all.put(code, count);
      }
    }
    return all;
  }
}
