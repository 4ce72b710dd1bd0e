package dev.slipway.app.wiring;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.prediction.PredictionLog;
import dev.slipway.serving.plane.NoPredictionLog;
import dev.slipway.store.disk.Disk;
import dev.slipway.store.prediction.LogSettings;
import dev.slipway.store.prediction.SegmentedPredictionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// The log of a server that keeps nothing: none, or one in a temporary folder where predictions wait to be sent.
record PassingLog(PredictionLog predictions, Optional<Path> folder) implements AutoCloseable {
  private static final long ROOM = 256L << 20;
  private static final LogSettings SETTINGS =
      new LogSettings(1 << 16, 8L << 20, Duration.ofHours(1), 8, ROOM, ROOM);

  static PassingLog open(Observing observing, InstantSource clock) {
    if (observing.sinks().isEmpty()) {
      return new PassingLog(new NoPredictionLog(), Optional.empty());
    }
    try {
      Path folder = Files.createTempDirectory("slipway-log");
      return new PassingLog(
          SegmentedPredictionLog.open(folder, SETTINGS, clock), Optional.of(folder));
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.STORAGE,
          "the temporary folder takes no log, which --sink needs; let java.io.tmpdir be writable",
          e);
    }
  }

  @Override
  public void close() {
    predictions.close();
    try {
      if (folder.isPresent()) {
        Disk.remove(folder.get());
      }
    } catch (IOException _) {
      // Temporary anyway.
    }
  }
}
