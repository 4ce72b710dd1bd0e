package dev.slipway.serving.access;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.serving.observation.Observation;
import dev.slipway.serving.observation.TraceContext;
import dev.slipway.serving.plane.Call;
import dev.slipway.wire.json.JsonBuffer;
import java.net.InetSocketAddress;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Writes a request as a line of JSON with the fields of the Elastic Common Schema, version 8.11, under
/// their dotted names. What the schema has no field for stands in `labels`, whose values are keywords.
///
/// Neither query strings nor bodies are written: they may hold what the features of a prediction hold.
final class EcsLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final byte[] constant;

  EcsLine(String serviceName, String serviceVersion) {
    constant =
        new JsonBuffer()
            .raw(",\"log.level\":\"info\",\"ecs.version\":\"8.11.0\",\"service.name\":")
            .string(serviceName)
            .raw(",\"service.version\":")
            .string(serviceVersion)
            .raw(
                ",\"event.kind\":\"event\",\"event.dataset\":\"slipway.access\","
                    + "\"event.category\":[\"web\"],\"event.type\":[\"access\"]")
            .toByteArray();
  }

  void write(JsonBuffer out, Observation seen) {
    out.raw("{\"@timestamp\":\"").raw(TIME.format(seen.at())).raw('"').raw(constant);
    out.raw(",\"event.duration\":").number(seen.nanos());
    out.raw(",\"event.outcome\":")
        .string(seen.succeeded().map(good -> good ? "success" : "failure").orElse("unknown"));
    out.raw(",\"http.version\":").string(seen.httpVersion());
    out.raw(",\"http.request.method\":").string(seen.method());
    out.raw(",\"url.path\":").string(seen.path());
    if (seen.status() != 0) {
      out.raw(",\"http.response.status_code\":").number((long) seen.status());
      out.raw(",\"http.response.bytes\":").number(seen.replyBytes());
    }
    seen.client().ifPresent(client -> client(out, client));
    seen.userAgent().ifPresent(agent -> out.raw(",\"user_agent.original\":").string(agent));
    seen.trace().map(TraceContext::traceId).ifPresent(id -> out.raw(",\"trace.id\":").string(id));
    seen.error().map(ErrorCode::name).ifPresent(code -> out.raw(",\"error.code\":").string(code));
    labels(out, seen);
    out.raw("}\n");
  }

  private static void client(JsonBuffer out, InetSocketAddress client) {
    String ip = client.getAddress().getHostAddress();
    out.raw(",\"client.address\":").string(ip);
    out.raw(",\"client.ip\":").string(ip);
    out.raw(",\"client.port\":").number((long) client.getPort());
  }

  private static void labels(JsonBuffer out, Observation seen) {
    if (seen.call().isEmpty() && seen.grpcStatus().isEmpty()) {
      return;
    }
    out.raw(",\"labels\":{");
    seen.call().ifPresent(call -> prediction(out, call, seen.calls()));
    if (seen.grpcStatus().isPresent()) {
      out.raw(seen.call().isPresent() ? "," : "").raw("\"grpc_status_code\":\"");
      out.number((long) seen.grpcStatus().getAsInt()).raw('"');
    }
    out.raw('}');
  }

  /// A stream of several requests has no id and no rows of its own.
  private static void prediction(JsonBuffer out, Call call, int calls) {
    out.raw("\"endpoint\":").string(call.endpoint());
    out.raw(",\"environment\":").string(call.environment().label());
    out.raw(",\"model\":").string(call.version().id().model());
    out.raw(",\"version\":").string(Integer.toString(call.version().id().number()));
    out.raw(",\"route_reason\":").string(call.reason());
    if (calls == 1) {
      out.raw(",\"prediction_id\":").string(call.id(0));
      out.raw(",\"rows\":").string(Integer.toString(call.requestRows()));
    } else {
      out.raw(",\"requests\":").string(Integer.toString(calls));
    }
  }
}
