package dev.slipway.app.wiring;

import dev.slipway.serving.trace.Collector;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/// What a server tells about every request, besides its metrics.
///
/// @param accessLog where a line is written for each
/// @param collector where the spans of predictions are sent
public record Observing(Optional<Target> accessLog, Optional<Collector> collector) {
  public static final Observing NOTHING = new Observing(Optional.empty(), Optional.empty());

  /// Where an access log goes.
  public sealed interface Target {
    /// A file that is set aside when it is full.
    record LogFile(Path path) implements Target {}

    /// A stream that stays open, such as standard output.
    record Stream(OutputStream out) implements Target {}
  }
}
