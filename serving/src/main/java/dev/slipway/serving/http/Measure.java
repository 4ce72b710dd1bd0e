package dev.slipway.serving.http;

import java.util.Locale;
import java.util.function.LongSupplier;

/// A number that another part of the server has to show among the metrics.
///
/// @param name by the conventions of Prometheus; a counter's ends in `_total`
/// @param value read at every scrape
public record Measure(String name, Kind kind, String help, LongSupplier value) {
  public enum Kind {
    COUNTER,
    GAUGE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
