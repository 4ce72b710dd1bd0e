package dev.slipway.wire.openapi;

import java.util.LinkedHashMap;
import java.util.Map;

/// JSON objects whose members stay in the order in which they are given, so that a document about the same
/// endpoints is always the same text.
final class Members {
  private Members() {}

  /// @param namesAndValues a name, its value, the next name, and so on
  static Map<String, Object> of(Object... namesAndValues) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return members;
  }
}
