package dev.slipway.serving.trace;

import dev.slipway.serving.observation.Backlog;
import dev.slipway.serving.observation.Observation;
import dev.slipway.serving.observation.RequestObserver;
import dev.slipway.serving.observation.TraceContext;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Sends a span for each prediction, with its reading, scoring and writing as children, to a collector.
///
/// The span continues the trace of the request's `traceparent` and is sent where that is sampled; a request
/// without one begins a trace. The reply names the span in `traceresponse`. Where the collector is slow or away
/// spans are dropped and counted, and no request waits. Thread-safe.
public final class Traces implements RequestObserver, AutoCloseable {
  private static final HeaderName TRACERESPONSE = HeaderNames.create("traceresponse");
  private static final int BATCH = 512;
  private static final int WAITING = 8_192;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Collector collector;
  private final OtlpSpans spans;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final Sampling sampling = new Sampling();
  private final Backlog<Finished> backlog;

  /// A request that is over, and the span that it ran under: the parent's id, empty for the first of a trace.
  record Finished(Observation observation, TraceContext span, String parent) {}

  public Traces(Collector collector, String version) {
    this.collector = collector;
    this.spans = new OtlpSpans(collector.serviceName(), version);
    this.backlog = new Backlog<>("spans for " + collector.traces(), WAITING, BATCH, this::send);
  }

  @Override
  public void began(Observation observation, ServerResponse response) {
    TraceContext span =
        observation
            .trace()
            .map(parent -> new TraceContext(parent.traceId(), newId(), sampled(parent)))
            .orElseGet(() -> new TraceContext(newId() + newId(), newId(), sampling.samplesNext()));
    observation.follow(span);
    response.header(TRACERESPONSE, span.header());
  }

  private boolean sampled(TraceContext parent) {
    return parent.sampled() && sampling.rate().on();
  }

  /// Which requests have spans.
  public Sampling sampling() {
    return sampling;
  }

  @Override
  public void ended(Observation observation) {
    boolean prediction = observation.call().isPresent() || observation.error().isPresent();
    TraceContext span = observation.trace().orElseThrow();
    if (prediction && span.sampled()) {
      String parent = observation.parent().map(TraceContext::spanId).orElse("");
      backlog.add(new Finished(observation, span, parent));
    }
  }

  /// How many predictions have no span though they were sampled.
  public long dropped() {
    return backlog.dropped();
  }

  /// Sixteen hexadecimal digits, not all zero.
  static String newId() {
    long id;
    do {
      id = ThreadLocalRandom.current().nextLong();
    } while (id == 0);
    return HexFormat.of().toHexDigits(id);
  }

  private void send(List<Finished> batch) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(collector.traces())
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(spans.write(batch)));
    collector.headers().forEach(request::setHeader);
    try {
      int status =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        throw new IOException("%s answers %d".formatted(collector.traces(), status));
      }
    } catch (InterruptedException e) {
      throw new IOException("the server stops", e);
    }
  }

  /// Sends what waits, for as long as the collector takes it.
  @Override
  public void close() {
    backlog.close();
    client.shutdownNow();
  }
}
