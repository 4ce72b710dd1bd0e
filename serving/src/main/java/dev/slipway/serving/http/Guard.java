package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.traffic.Refusals;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.openinference.InferReply;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import java.util.List;

/// Counts the refusals of handlers, and answers each in the form of one protocol.
public record Guard(Refusals refusals, Form form) {
  /// How a protocol writes an error.
  @FunctionalInterface
  public interface Form {
    void write(JsonBuffer out, ErrorCode code, String message);
  }

  /// In the form of the Open Inference Protocol.
  public static Guard openInference(Refusals refusals) {
    return new Guard(
        refusals,
        (out, code, message) -> InferReply.error(out, InferReply.told(code, message), List.of()));
  }

  public Handler over(Handler handler) {
    return (request, response) -> {
      try {
        handler.handle(request, response);
      } catch (SlipwayException e) {
        refusals.count(e.code());
        JsonBuffer out = new JsonBuffer();
        form.write(out, e.code(), e.getMessage());
        response.status(Status.create(e.code().httpStatus()));
        OpenInferenceRoutes.send(response, out);
      }
    };
  }

  /// A handler that only refuses.
  Handler refusing(ErrorCode code, String message) {
    return over((_, _) -> {
      throw new SlipwayException(code, message);
    });
  }
}
