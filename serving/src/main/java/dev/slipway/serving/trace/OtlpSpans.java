package dev.slipway.serving.trace;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.serving.observation.Observation;
import dev.slipway.serving.plane.Call;
import dev.slipway.wire.json.JsonBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Writes spans as the JSON form of OTLP 1.x: ids in hexadecimal, 64-bit numbers as strings, enumerations as
/// numbers. Attributes of HTTP have the names of the semantic conventions 1.23 and later. One thread at a time.
final class OtlpSpans {
  private static final int INTERNAL = 1;
  private static final int SERVER = 2;
  private static final int STATUS_ERROR = 2;

  /// The statuses that are errors of a server: UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE
  /// and DATA_LOSS, as the conventions for spans of gRPC have it.
  private static final Set<Integer> SERVER_FAULTS = Set.of(2, 4, 12, 13, 14, 15);

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
    seen.call().ifPresent(call -> prediction(call, seen.calls()));
    seen.grpcStatus().ifPresent(status -> rpc(seen.path(), status));
    out.raw(']');
    if (seen.status() == 0 || seen.status() >= 500 || serverFailed(seen)) {
      out.raw(",\"status\":{\"code\":").number((long) STATUS_ERROR).raw('}');
    }
    out.raw('}');
    seen.call()
        .filter(call -> call.wasScored() && seen.calls() == 1)
        .ifPresent(call -> {
          String parent = finished.span().spanId();
          part("read", trace, parent, seen, seen.beganNanos(), call.decodedNanos());
          part("score", trace, parent, seen, call.decodedNanos(), call.scoredNanos());
          part("write", trace, parent, seen, call.scoredNanos(), end);
        });
  }

  /// Of the path `/package.Service/Method`.
  private void rpc(String path, int status) {
    int method = path.lastIndexOf('/');
    text("rpc.system", "grpc");
    text("rpc.service", path.substring(Math.min(1, method), method));
    text("rpc.method", path.substring(method + 1));
    number("rpc.grpc.status_code", status);
  }

  private static boolean serverFailed(Observation seen) {
    return seen.grpcStatus().isPresent() && SERVER_FAULTS.contains(seen.grpcStatus().getAsInt());
  }

  /// A stream of several requests has no id and no rows of its own.
  private void prediction(Call call, int calls) {
    text("slipway.endpoint", call.endpoint());
    text("slipway.environment", call.environment().label());
    text("slipway.model", call.version().id().model());
    number("slipway.version", call.version().id().number());
    text("slipway.route_reason", call.reason());
    if (calls == 1) {
      text("slipway.prediction_id", call.id(0));
      number("slipway.rows", call.requestRows());
    } else {
      number("slipway.requests", calls);
    }
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
