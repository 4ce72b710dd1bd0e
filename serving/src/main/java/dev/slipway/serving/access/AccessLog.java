package dev.slipway.serving.access;

import dev.slipway.serving.observation.Backlog;
import dev.slipway.serving.observation.Observation;
import dev.slipway.serving.observation.RequestObserver;
import dev.slipway.wire.json.JsonBuffer;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Writes a line of JSON for every request, off the requests' threads. What a slow disk leaves no room for is
/// dropped and counted. Thread-safe.
public final class AccessLog implements RequestObserver, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AccessLog.class.getName());
  private static final int BATCH = 256;

  private final OutputStream out;
  private final EcsLine line;
  private final JsonBuffer lines = new JsonBuffer();
  private final Backlog<Observation> backlog;

  /// @param out gets whole lines, several at a time, and is closed with the log
  /// @param capacity how many requests may wait to be written
  public AccessLog(OutputStream out, String serviceName, String serviceVersion, int capacity) {
    this.out = out;
    this.line = new EcsLine(serviceName, serviceVersion);
    this.backlog = new Backlog<>("access log", capacity, BATCH, this::write);
  }

  @Override
  public void began(Observation observation, ServerResponse response) {}

  @Override
  public void ended(Observation observation) {
    backlog.add(observation);
  }

  /// How many requests have no line.
  public long dropped() {
    return backlog.dropped();
  }

  private void write(List<Observation> batch) throws IOException {
    lines.clear();
    batch.forEach(observation -> line.write(lines, observation));
    out.write(lines.bytes(), 0, lines.length());
    out.flush();
  }

  /// Writes what waits, then closes.
  @Override
  public void close() {
    backlog.close();
    try {
      out.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "the access log cannot be closed", e);
    }
  }
}
