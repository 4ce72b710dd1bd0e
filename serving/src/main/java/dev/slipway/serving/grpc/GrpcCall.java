package dev.slipway.serving.grpc;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Deadline;
import dev.slipway.serving.http.Asked;
import dev.slipway.serving.observation.Observation;
import dev.slipway.serving.plane.Cancellation;
import dev.slipway.serving.traffic.Refusals;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.openinference.InferReply;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One call on its way: its messages are read one by one, and it is answered either by [#reply], or by any
/// number of [#send] and then [#finish], or by [#fail]. One thread at a time.
final class GrpcCall {
  private static final int PREFIX = 5;
  private static final int OK = 0;
  private static final int LONGEST_MESSAGE = 2_000;
  private static final Header TYPE =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/grpc");
  private static final Header TRAILERS =
      HeaderValues.createCached(HeaderNames.TRAILER, "grpc-status, grpc-message");
  private static final Header ENCODINGS =
      HeaderValues.createCached("grpc-accept-encoding", "identity, gzip");
  private static final HeaderName STATUS = HeaderNames.create("grpc-status");
  private static final HeaderName MESSAGE = HeaderNames.create("grpc-message");
  private static final HeaderName ENCODING = HeaderNames.create("grpc-encoding");
  private static final HeaderName TIMEOUT = HeaderNames.create("grpc-timeout");
  private static final Header PUSHBACK =
      HeaderValues.createCached("grpc-retry-pushback-ms", "1000");

  private final ServerRequest request;
  private final ServerResponse response;
  private final MessageInput in;
  private final Cancellation cancellation;
  private final Refusals refusals;
  private final long openedAt = System.nanoTime();
  private @Nullable OutputStream out;
  private boolean routed;

  /// @param cancellation is told when the caller gives the call up
  /// @param refusals counts what no variant counts
  GrpcCall(
      ServerRequest request,
      ServerResponse response,
      long maxBytes,
      Cancellation cancellation,
      Refusals refusals) {
    this.request = request;
    this.response = response;
    this.cancellation = cancellation;
    this.refusals = refusals;
    this.in =
        new MessageInput(
            request.content().inputStream(), maxBytes, Asked.header(request, ENCODING));
  }

  ServerRequest request() {
    return request;
  }

  /// Until when the caller waits. To be asked once a message was read: an error that is told while the
  /// caller still writes may lose its trailers on the way.
  Deadline deadline() {
    return GrpcTimeout.deadline(Asked.header(request, TIMEOUT), openedAt);
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /// Says whether a variant has the message that was read last, and so counts what comes of it.
  void routed(boolean is) {
    routed = is;
  }

  /// Counts an error that no variant counts.
  void refused(ErrorCode code) {
    Observation.refused(code);
    if (!routed) {
      refusals.count(code);
    }
  }

  /// Adds metadata that goes before the first message.
  void header(HeaderName name, String value) {
    response.header(name, value);
  }

  /// The next message of the caller, or null after the last one.
  byte @Nullable [] next() {
    return in.read();
  }

  /// The only message of a caller who sends one.
  byte[] message() {
    byte[] message = in.read();
    if (message == null) {
      throw new SlipwayException(
          ErrorCode.MALFORMED_REQUEST, "the call has no message; send one, even an empty one");
    }
    return message;
  }

  /// Makes room for the prefix of a message that is to be appended.
  static void begin(JsonBuffer out) {
    out.clear();
    out.littleEndian(0, PREFIX);
  }

  private static void end(JsonBuffer out) {
    int length = out.length() - PREFIX;
    for (int i = 1; i < PREFIX; i++) {
      out.bytes()[i] = (byte) (length >>> 8 * (PREFIX - 1 - i));
    }
  }

  /// Answers with one message, which was begun by [#begin].
  void reply(JsonBuffer message) {
    end(message);
    response.header(TYPE).header(TRAILERS);
    trailers(OK, "");
    response.send(message.bytes(), 0, message.length());
  }

  /// Sends one message of several.
  void send(JsonBuffer message) {
    end(message);
    try {
      OutputStream to = stream();
      to.write(message.bytes(), 0, message.length());
      to.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends a row of messages.
  void finish() {
    stream();
    trailers(OK, "");
  }

  private OutputStream stream() {
    if (out == null) {
      response.header(TYPE).header(TRAILERS);
      out = response.outputStream();
    }
    return out;
  }

  /// Ends the call without an answer, for which nobody waits any more.
  CloseConnectionException abandon() {
    Observation.endedWith(ErrorCode.INTERRUPTED.grpcStatus());
    return new CloseConnectionException("the caller gave the call up");
  }

  /// Ends the call with an error. The rest of a message that is too long is not read.
  void fail(ErrorCode code, String message) {
    if (out == null) {
      response.header(TYPE).header(TRAILERS).header(ENCODINGS);
    }
    trailers(code.grpcStatus(), InferReply.told(code, message));
    if (code.grpcStatus() == ErrorCode.OVERLOADED.grpcStatus()) {
      response.trailers().set(PUSHBACK);
    }
    if (out == null) {
      response.send(new byte[0]);
    }
    if (code == ErrorCode.PAYLOAD_TOO_LARGE) {
      throw new CloseConnectionException("a message that is too long is not read to its end");
    }
  }

  private void trailers(int status, String message) {
    Observation.endedWith(status);
    response.trailers().set(STATUS, Integer.toString(status));
    if (!message.isEmpty()) {
      response.trailers().set(MESSAGE, encoded(message));
    }
  }

  /// A message as a header can hold it: what is not printable ASCII stands as percent and two digits.
  static String encoded(String message) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
      if (encoded.length() > LONGEST_MESSAGE) {
        return encoded.append("...").toString();
      }
      if (b >= ' ' && b < 0x7f && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append("%%%02X".formatted(b));
      }
    }
    return encoded.toString();
  }
}
