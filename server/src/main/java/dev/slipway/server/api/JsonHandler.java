package dev.slipway.server.api;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.wire.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;

/// Runs one route and writes what it gives, or its error. A client sees the message of a
/// [SlipwayException] and of nothing else.
final class JsonHandler implements Handler {
  private static final System.Logger LOG = System.getLogger(JsonHandler.class.getName());

  private final ForeignRequests foreign;
  private final int status;
  private final Answer answer;

  JsonHandler(ForeignRequests foreign, int status, Answer answer) {
    this.foreign = foreign;
    this.status = status;
    this.answer = answer;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) throws IOException {
    try {
      foreign.refuse(request);
      Object reply = answer.of(new Call(request));
      if (reply instanceof FileReply file) {
        send(response, file);
      } else {
        send(response, status, Json.mapper().writeValueAsBytes(reply));
      }
    } catch (SlipwayException e) {
      fail(response, e.code(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "unexpected failure at " + request.path().path(), e);
      fail(response, ErrorCode.INTERNAL, "the server failed; its log says how");
    }
  }

  private static void fail(ServerResponse response, ErrorCode code, String message) {
    Map<String, String> error = Map.of("code", code.name(), "message", message);
    String body = Json.write(Map.of("error", new java.util.TreeMap<>(error)));
    send(response, code.httpStatus(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(ServerResponse response, int status, byte[] json) {
    response
        .status(Status.create(status))
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(json);
  }

  /// A package's files come from whoever pushed it: a browser must neither guess their type nor let them
  /// act as a page of this server.
  private static void send(ServerResponse response, FileReply reply) throws IOException {
    response
        .status(Status.OK_200)
        .header(HeaderNames.CONTENT_TYPE, reply.contentType())
        .header("X-Content-Type-Options", "nosniff")
        .header(
            "Content-Security-Policy",
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
        .header(HeaderNames.CONTENT_LENGTH, Long.toString(Files.size(reply.file())));
    try (OutputStream out = response.outputStream()) {
      Files.copy(reply.file(), out);
    }
  }
}
