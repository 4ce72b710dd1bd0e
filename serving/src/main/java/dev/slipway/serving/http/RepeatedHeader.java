package dev.slipway.serving.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A response header that has one of a few values, each checked and encoded once. Thread-safe.
final class RepeatedHeader {
  /// More values than this are made anew each time, so that nobody can fill the memory with them.
  private static final int KEPT = 1_000;

  private final HeaderName name;
  private final Map<String, Header> made = new ConcurrentHashMap<>();

  RepeatedHeader(String name) {
    this.name = HeaderNames.create(name);
  }

  Header of(String value) {
    Header known = made.get(value);
    if (known != null) {
      return known;
    }
    if (made.size() >= KEPT) {
      return HeaderValues.create(name, value);
    }
    return made.computeIfAbsent(value, v -> HeaderValues.createCached(name, v));
  }
}
