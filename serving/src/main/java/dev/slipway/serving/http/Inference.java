package dev.slipway.serving.http;

import dev.slipway.serving.plane.Call;
import dev.slipway.serving.plane.Limits;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.Workspace;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.openinference.InferReply;
import dev.slipway.wire.openinference.InferRequest;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One exchange of the Open Inference Protocol, its tensors in JSON or in bytes after it.
final class Inference implements Protocol.Exchange {
  private static final Header BINARY =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/octet-stream");
  private final int jsonLength;
  private final boolean sageMaker;
  private @Nullable InferRequest request;
  private boolean binary;
  private int replyJson;

  private Inference(int jsonLength, boolean sageMaker) {
    this.jsonLength = jsonLength;
    this.sageMaker = sageMaker;
  }

  /// @param jsonLength how much of the body is JSON; -1 for all of it
  static Inference overHttp(int jsonLength) {
    return new Inference(jsonLength, false);
  }

  /// As Triton has it on SageMaker, which lets no header through but the content type: that has the length.
  static Inference overSageMaker(int jsonLength) {
    return new Inference(jsonLength, true);
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
    if (binary && sageMaker) {
      response.header(
          HeaderNames.CONTENT_TYPE,
          InvocationsProtocol.TRITON + ";" + InvocationsProtocol.JSON_SIZE + replyJson);
    } else if (binary) {
      response.header(BINARY);
      response.header(OpenInferenceProtocol.JSON_LENGTH, Integer.toString(replyJson));
    } else {
      response.header(PredictionHandler.JSON);
    }
  }
}
