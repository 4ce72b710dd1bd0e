package dev.slipway.serving.http;

import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Numbers of one name that another part of the server has to show among the metrics.
///
/// @param name by the conventions of Prometheus; a counter's ends in `_total`
public record Measure(String name, Kind kind, String help, List<Reading> readings) {
  public Measure {
    readings = List.copyOf(readings);
  }

  /// A single number, without labels.
  public Measure(String name, Kind kind, String help, LongSupplier value) {
    this(name, kind, help, List.of(new Reading("", "", value)));
  }

  /// One of the numbers.
  ///
  /// @param label the name of the label that tells it from the others, empty where it has none
  /// @param value read at every scrape
  public record Reading(String label, String of, LongSupplier value) {}

  public enum Kind {
    COUNTER,
    GAUGE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
