package dev.slipway.app.wiring;

import dev.slipway.serving.sink.SinkSettings;
import dev.slipway.serving.trace.Collector;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a server tells about every request, besides its metrics.
///
/// @param accessLog where a line is written for each
/// @param collector where the spans of predictions are sent
/// @param sinks where the predictions themselves are sent
public record Observing(
    Optional<Target> accessLog, Optional<Collector> collector, List<SinkSettings> sinks) {
  public static final Observing NOTHING =
      new Observing(Optional.empty(), Optional.empty(), List.of());

  public Observing {
    sinks = List.copyOf(sinks);
  }

  /// Where an access log goes.
  public sealed interface Target {
    /// A file that is set aside when it is full.
    record LogFile(Path path) implements Target {}

    /// A stream that stays open, such as standard output.
    record Stream(OutputStream out) implements Target {}
  }
}
