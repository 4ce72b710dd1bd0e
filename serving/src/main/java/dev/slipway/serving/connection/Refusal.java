package dev.slipway.serving.connection;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.serving.traffic.Refusals;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.predict.ErrorReply;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts and answers what is no HTTP, and so never came to a handler, in the form of all other errors.
record Refusal(Refusals refused) implements DirectHandler {
  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      @Nullable String message) {
    boolean unread = type == EventType.INTERNAL_ERROR && request.path().isEmpty();
    Status told = unread ? Status.BAD_REQUEST_400 : status;
    refused.count(code(told));
    JsonBuffer out = new JsonBuffer();
    ErrorReply.write(out, code(told), message == null ? text(told) : message, List.of());
    headers.set(HeaderNames.CONTENT_TYPE, "application/json");
    return TransportResponse.builder()
        .status(told)
        .headers(headers)
        .keepAlive(type.keepAlive() && !unread)
        .entity(out.toByteArray())
        .build();
  }

  private static ErrorCode code(Status status) {
    return switch (status.code()) {
      case 403 -> ErrorCode.FORBIDDEN;
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
      case 503 -> ErrorCode.OVERLOADED;
      default -> status.code() < 500 ? ErrorCode.MALFORMED_REQUEST : ErrorCode.INTERNAL;
    };
  }

  private static String text(Status status) {
    return status.code() < 500
        ? "the request is no HTTP/1.1 that is accepted here (%s)".formatted(status.reasonPhrase())
        : "the server failed on this request; its log has the cause";
  }
}
