package dev.slipway.serving.trace;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.serving.observation.Observation;
import dev.slipway.serving.plane.Call;
import dev.slipway.wire.json.JsonBuffer;
import java.time.Instant;
import java.util.List;

/// Writes spans as the JSON form of OTLP 1.x: ids in hexadecimal, 64-bit numbers as strings, enumerations as
/// numbers. Attributes of HTTP have the names of the semantic conventions 1.23 and later. One thread at a time.
final class OtlpSpans {
  private static final int INTERNAL = 1;
  private static final int SERVER = 2;
  private static final int STATUS_ERROR = 2;

  private final byte[] head;
  private final JsonBuffer out = new JsonBuffer();
  private boolean first;

  OtlpSpans(String serviceName, String version) {
    head =
        new JsonBuffer()
            .raw("{\"resourceSpans\":[{\"resource\":{\"attributes\":[")
            .raw("{\"key\":\"service.name\",\"value\":{\"stringValue\":")
            .string(serviceName)
            .raw("}},{\"key\":\"service.version\",\"value\":{\"stringValue\":")
            .string(version)
            .raw("}}]},\"scopeSpans\":[{\"scope\":{\"name\":\"dev.slipway.serving\"},\"spans\":[")
            .toByteArray();
  }

  byte[] write(List<Traces.Finished> batch) {
    out.clear();
    out.raw(head);
    for (int i = 0; i < batch.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      request(batch.get(i));
    }
    return out.raw("]}]}]}").toByteArray();
  }

  private void request(Traces.Finished finished) {
    Observation seen = finished.observation();
    String trace = finished.span().traceId();
    String name =
        seen.call().map(call -> "predict " + call.endpoint()).orElse(seen.method() + " refused");
    long end = seen.beganNanos() + seen.nanos();
    begin(name, trace, finished.span().spanId(), finished.parent(), SERVER);
    times(seen, seen.beganNanos(), end);
    out.raw(",\"attributes\":[");
    first = true;
    text("http.request.method", seen.method());
    text("url.path", seen.path());
    if (seen.status() != 0) {
      number("http.response.status_code", seen.status());
    }
    seen.client().ifPresent(client -> text("client.address", client.getHostString()));
    seen.userAgent().ifPresent(agent -> text("user_agent.original", agent));
    seen.error().map(ErrorCode::name).ifPresent(code -> text("error.type", code));
    seen.call().ifPresent(this::prediction);
    out.raw(']');
    if (seen.status() == 0 || seen.status() >= 500) {
      out.raw(",\"status\":{\"code\":").number((long) STATUS_ERROR).raw('}');
    }
    out.raw('}');
    seen.call()
        .filter(Call::wasScored)
        .ifPresent(call -> {
          String parent = finished.span().spanId();
          part("read", trace, parent, seen, seen.beganNanos(), call.decodedNanos());
          part("score", trace, parent, seen, call.decodedNanos(), call.scoredNanos());
          part("write", trace, parent, seen, call.scoredNanos(), end);
        });
  }

  private void prediction(Call call) {
    text("slipway.endpoint", call.endpoint());
    text("slipway.environment", call.environment().label());
    text("slipway.model", call.version().id().model());
    number("slipway.version", call.version().id().number());
    text("slipway.route_reason", call.reason());
    text("slipway.prediction_id", call.id(0));
    number("slipway.rows", call.requestRows());
  }

  private void part(
      String name, String trace, String parent, Observation seen, long from, long to) {
    out.raw(',');
    begin(name, trace, Traces.newId(), parent, INTERNAL);
    times(seen, from, to);
    out.raw('}');
  }

  private void begin(String name, String trace, String id, String parent, int kind) {
    out.raw("{\"traceId\":\"").raw(trace).raw("\",\"spanId\":\"").raw(id).raw('"');
    if (!parent.isEmpty()) {
      out.raw(",\"parentSpanId\":\"").raw(parent).raw('"');
    }
    out.raw(",\"name\":").string(name).raw(",\"kind\":").number((long) kind);
  }

  private void times(Observation seen, long fromNanos, long toNanos) {
    Instant at = seen.at();
    long began = at.getEpochSecond() * 1_000_000_000 + at.getNano();
    out.raw(",\"startTimeUnixNano\":\"").number(began + fromNanos - seen.beganNanos());
    out.raw("\",\"endTimeUnixNano\":\"").number(began + toNanos - seen.beganNanos()).raw('"');
  }

  private void text(String key, String value) {
    key(key);
    out.raw("\"stringValue\":").string(value).raw("}}");
  }

  private void number(String key, long value) {
    key(key);
    out.raw("\"intValue\":\"").number(value).raw("\"}}");
  }

  private void key(String key) {
    if (!first) {
      out.raw(',');
    }
    first = false;
    out.raw("{\"key\":\"").raw(key).raw("\",\"value\":{");
  }
}
