package dev.slipway.serving.grpc;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.connection.HttpCaller;
import dev.slipway.serving.http.Asked;
import dev.slipway.serving.traffic.Refusals;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.protobuf.MessageWriter;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;

/// What answers the calls of one method.
@FunctionalInterface
interface GrpcMethod {
  System.Logger LOG = System.getLogger(GrpcMethod.class.getName());

  void answer(GrpcCall call);

  /// A method that makes one message of one message.
  @FunctionalInterface
  interface OfOne {
    void answer(ServerRequest request, byte[] message, MessageWriter reply);
  }

  static GrpcMethod ofOne(OfOne method) {
    return call -> {
      JsonBuffer out = new JsonBuffer();
      GrpcCall.begin(out);
      method.answer(call.request(), call.message(), new MessageWriter(out));
      call.reply(out);
    };
  }

  /// Puts the method behind HTTP. What is no call of gRPC gets an error of HTTP.
  default Handler handler(long maxBytes, Refusals refusals) {
    return (request, response) -> {
      if (!isCall(request)) {
        refusals.count(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        response
            .status(Status.UNSUPPORTED_MEDIA_TYPE_415)
            .send(
                "%s is a method of gRPC: call it over HTTP/2 with the content type application/grpc\n"
                    .formatted(request.path().path()));
        return;
      }
      try (HttpCaller.Stream stream = HttpCaller.stream(request)) {
        serve(new GrpcCall(request, response, maxBytes, stream.cancellation(), refusals), response);
      }
    };
  }

  private static boolean isCall(ServerRequest request) {
    String type = Asked.header(request, HeaderNames.CONTENT_TYPE);
    return request.prologue().protocolVersion().startsWith("2")
        && type != null
        && (type.equals("application/grpc") || type.startsWith("application/grpc+proto"));
  }

  private void serve(GrpcCall call, ServerResponse response) {
    try {
      answer(call);
    } catch (SlipwayException e) {
      call.refused(e.code());
      if (call.cancellation().cancelled()) {
        throw call.abandon();
      }
      call.fail(e.code(), e.getMessage());
    } catch (RequestException e) {
      call.refused(ErrorCode.INTERRUPTED); // The caller is gone before all of it came.
      throw call.abandon();
    } catch (CloseConnectionException | UncheckedIOException e) {
      throw e; // The caller is gone.
    } catch (RuntimeException e) {
      if (response.isSent()) {
        throw e;
      }
      LOG.log(System.Logger.Level.ERROR, "a call failed", e);
      call.refused(ErrorCode.INTERNAL);
      call.fail(ErrorCode.INTERNAL, "the server failed on this call; its log has the cause");
    }
  }
}
