package dev.slipway.app.wiring;

import dev.slipway.serving.access.AccessLog;
import dev.slipway.serving.access.RotatingFile;
import dev.slipway.serving.http.Measure;
import dev.slipway.serving.observation.ObservedRequests;
import dev.slipway.serving.observation.RequestObserver;
import dev.slipway.serving.trace.Sampling;
import dev.slipway.serving.trace.Traces;
import io.helidon.webserver.http.HttpRouting;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Those who write down the requests of one server.
final class Observers implements AutoCloseable {
  private static final String SERVICE = "slipway";
  private static final int WAITING = 8_192;
  private static final long FILE_BYTES = 100L << 20;
  private static final int FILES_KEPT = 5;

  private final Optional<AccessLog> access;
  private final Optional<Traces> traces;

  private Observers(Optional<AccessLog> access, Optional<Traces> traces) {
    this.access = access;
    this.traces = traces;
  }

  static Observers open(Observing observing) {
    return new Observers(
        observing
            .accessLog()
            .map(target -> new AccessLog(stream(target), SERVICE, Version.current(), WAITING)),
        observing.collector().map(collector -> new Traces(collector, Version.current())));
  }

  private static OutputStream stream(Observing.Target target) {
    return switch (target) {
      case Observing.Target.LogFile(var path) -> RotatingFile.open(path, FILE_BYTES, FILES_KEPT);
      case Observing.Target.Stream(var out) -> new LeftOpen(out);
    };
  }

  /// Puts them before every route. Traces come first, since the access log names the trace.
  void register(HttpRouting.Builder routing, InstantSource clock) {
    List<RequestObserver> all = new ArrayList<>();
    traces.ifPresent(all::add);
    access.ifPresent(all::add);
    ObservedRequests.register(routing, all, clock);
  }

  /// Which requests are traced, where any are.
  Optional<Sampling> sampling() {
    return traces.map(Traces::sampling);
  }

  /// What they did not manage to write.
  List<Measure> measures() {
    List<Measure> measures = new ArrayList<>();
    access.ifPresent(log ->
        measures.add(
            new Measure(
                "slipway_access_log_dropped_total",
                Measure.Kind.COUNTER,
                "Requests that have no line in the access log.",
                log::dropped)));
    traces.ifPresent(sent ->
        measures.add(
            new Measure(
                "slipway_spans_dropped_total",
                Measure.Kind.COUNTER,
                "Sampled predictions whose spans the collector did not get.",
                sent::dropped)));
    return measures;
  }

  @Override
  public void close() {
    traces.ifPresent(Traces::close);
    access.ifPresent(AccessLog::close);
  }

  /// A stream that is not this server's to close.
  private static final class LeftOpen extends FilterOutputStream {
    LeftOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      out.write(bytes, offset, count);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
