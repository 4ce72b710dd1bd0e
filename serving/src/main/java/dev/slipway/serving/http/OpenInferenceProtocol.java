package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.InputFault;
import dev.slipway.serving.plane.Address;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.openinference.InferReply;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;

/// `POST /v2/models/{model}[/versions/{version}]/infer`, where an endpoint is what the protocol calls a model.
final class OpenInferenceProtocol implements Protocol {
  static final HeaderName JSON_LENGTH = HeaderNames.create("Inference-Header-Content-Length");

  private final boolean versioned;

  OpenInferenceProtocol(boolean versioned) {
    this.versioned = versioned;
  }

  @Override
  public Address address(ServerRequest request) {
    return Asked.of(
        request,
        request.path().pathParameters().get("model"),
        versioned ? request.path().pathParameters().get("version") : null);
  }

  @Override
  public Exchange exchange(ServerRequest request) {
    String length = Asked.header(request, JSON_LENGTH);
    return Inference.overHttp(
        length == null ? -1 : parse("Inference-Header-Content-Length", length));
  }

  /// How many bytes of a body are JSON, as a header says it.
  static int parse(String header, String length) {
    try {
      int parsed = Integer.parseInt(length.trim());
      if (parsed >= 0) {
        return parsed;
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw new SlipwayException(
        ErrorCode.MALFORMED_REQUEST,
        "%s is '%s'; say how many bytes of the body are JSON".formatted(header, length));
  }

  @Override
  public void error(JsonBuffer out, ErrorCode code, String message, List<InputFault> faults) {
    InferReply.error(out, InferReply.told(code, message), faults);
  }

  @Override
  public boolean idsInHeader() {
    return true;
  }
}
