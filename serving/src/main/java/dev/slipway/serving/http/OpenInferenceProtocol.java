package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.InputFault;
import dev.slipway.serving.plane.Address;
import dev.slipway.serving.plane.Call;
import dev.slipway.serving.plane.Limits;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.Workspace;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.openinference.InferReply;
import dev.slipway.wire.openinference.InferRequest;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `POST /v2/models/{model}[/versions/{version}]/infer`, where an endpoint is what the protocol calls a model.
final class OpenInferenceProtocol implements Protocol {
  private static final HeaderName JSON_LENGTH =
      HeaderNames.create("Inference-Header-Content-Length");
  private static final Header BINARY =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/octet-stream");

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
    return new Inference(length == null ? -1 : parse(length));
  }

  private static int parse(String length) {
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
        "Inference-Header-Content-Length is '%s'; say how many bytes of the body are JSON"
            .formatted(length));
  }

  @Override
  public void error(JsonBuffer out, ErrorCode code, String message, List<InputFault> faults) {
    InferReply.error(out, InferReply.told(code, message), faults);
  }

  @Override
  public boolean idsInHeader() {
    return true;
  }

  private static final class Inference implements Exchange {
    private final int jsonLength;
    private @Nullable InferRequest request;
    private boolean binary;
    private int replyJson;

    /// @param jsonLength how much of the body is JSON; -1 for all of it
    Inference(int jsonLength) {
      this.jsonLength = jsonLength;
    }

    @Override
    public int decode(
        byte[] body, int length, LoadedVersion version, Workspace workspace, Limits limits) {
      InferRequest read =
          jsonLength == 0
              ? InferRequest.raw(body, length, version.signature())
              : InferRequest.read(
                  body, length, jsonLength < 0 ? length : jsonLength, workspace.tensors());
      request = read;
      return read.fill(version.reader(), workspace.rows(), workspace.faults(), limits.maxRows());
    }

    @Override
    public long timeoutMicros() {
      return Objects.requireNonNull(request).timeoutMicros();
    }

    @Override
    public void reply(Call call, JsonBuffer out) {
      InferRequest read = Objects.requireNonNull(request);
      replyJson =
          InferReply.write(
              out,
              call.endpoint(),
              Integer.toString(call.version().id().number()),
              read.id().orElse(call.id(0)),
              read,
              call.version().signature().output(),
              call.workspace().scores(),
              call.requestRows());
      binary = replyJson < out.length();
    }

    @Override
    public void describe(ServerResponse response) {
      if (binary) {
        response.header(BINARY);
        response.header(JSON_LENGTH, Integer.toString(replyJson));
      } else {
        response.header(PredictionHandler.JSON);
      }
    }
  }
}
