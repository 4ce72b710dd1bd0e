package dev.slipway.serving.sink;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.wire.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Posts events as the HTTP binding of CloudEvents says.
///
/// A receiver that refuses what an event holds (400, 413, 415, 422) never takes it: a batch is halved until the
/// event is found, which is left out. Every other status but 2xx may pass, since a token, a route or a server can
/// be mended, and nothing is lost meanwhile: it is tried again.
final class HttpSender implements EventSender {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BODY = 1 << 20;
  private static final long LONGEST_PAUSE = 60;

  private final URI uri;
  private final SinkSettings settings;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  HttpSender(URI uri, SinkSettings settings) {
    this.uri = uri;
    this.settings = settings;
    try {
      builder();
    } catch (IllegalArgumentException e) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "the headers of the sink's configuration cannot be sent: " + e.getMessage(),
          e);
    }
  }

  @Override
  public Delivery send(List<CloudEvent> events) throws InterruptedException {
    int rejected = 0;
    String why = "";
    for (int from = 0, to; from < events.size(); from = to) {
      to = settings.mode() == SinkSettings.Mode.BATCH ? fitting(events, from) : from + 1;
      switch (post(events.subList(from, to))) {
        case Delivery.Done done -> {
          rejected += done.rejected();
          why = done.rejected() > 0 ? done.why() : why;
        }
        case Delivery.Later later -> {
          return later;
        }
      }
    }
    return new Delivery.Done(rejected, why);
  }

  /// Where the events from `from` on make a body, at least one of them.
  private static int fitting(List<CloudEvent> events, int from) {
    int bytes = 0;
    int to = from;
    while (to < events.size() && (to == from || bytes + events.get(to).data().length < BODY)) {
      bytes += events.get(to).data().length;
      to++;
    }
    return to;
  }

  private Delivery post(List<CloudEvent> events) throws InterruptedException {
    HttpResponse<Void> reply;
    try {
      reply = client.send(request(events), HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      return new Delivery.Later(e.toString(), 0);
    }
    int status = reply.statusCode();
    if (status / 100 == 2) {
      return new Delivery.Done(0, "");
    }
    String why = "it answers " + status;
    return switch (status) {
      case 400, 413, 415, 422 -> events.size() == 1 ? new Delivery.Done(1, why) : halves(events);
      default ->
          new Delivery.Later(
              why, reply.headers().firstValue("Retry-After").map(HttpSender::millis).orElse(0L));
    };
  }

  private Delivery halves(List<CloudEvent> events) throws InterruptedException {
    int middle = events.size() / 2;
    Delivery first = post(events.subList(0, middle));
    if (!(first instanceof Delivery.Done(int rejected, String why))) {
      return first;
    }
    return switch (post(events.subList(middle, events.size()))) {
      case Delivery.Done(int more, String reason) ->
          new Delivery.Done(rejected + more, more > 0 ? reason : why);
      case Delivery.Later later -> later;
    };
  }

  private HttpRequest request(List<CloudEvent> events) {
    CloudEvent first = events.getFirst();
    HttpRequest.Builder request = builder();
    byte[] body =
        switch (settings.mode()) {
          case BATCH -> {
            request.setHeader("Content-Type", CloudEvent.BATCH);
            yield CloudEvent.batch(events);
          }
          case STRUCTURED -> {
            request.setHeader("Content-Type", CloudEvent.STRUCTURED);
            yield first.structured();
          }
          case BINARY -> {
            request.setHeader("Content-Type", CloudEvent.DATA_TYPE);
            first
                .attributes()
                .forEach((name, text) -> request.setHeader("ce-" + name, quoted(text)));
            yield first.data();
          }
        };
    return request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
  }

  private HttpRequest.Builder builder() {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
    settings.headers().forEach(request::setHeader);
    return request;
  }

  /// Percent-encodes what the binding does not let stand in a header: spaces, quotes, percent signs and whatever
  /// is not printable ASCII.
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (c > ' ' && c < 0x7f && c != '"' && c != '%') {
            out.append((char) c);
          } else {
            String encoded = URLEncoder.encode(Character.toString(c), StandardCharsets.UTF_8);
            out.append(encoded.equals("+") ? "%20" : encoded);
          }
        });
    return out.toString();
  }

  private static long millis(String seconds) {
    return seconds.matches("\\d{1,9}")
        ? Math.min(LONGEST_PAUSE, Long.parseLong(seconds)) * 1_000
        : 0;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
