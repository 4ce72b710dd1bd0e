package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.input.InputFault;
import dev.slipway.serving.plane.Address;
import dev.slipway.serving.plane.Call;
import dev.slipway.serving.plane.Limits;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.Workspace;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.openinference.InferReply;
import dev.slipway.wire.openinference.InferRequest;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `POST /v2/models/{model}[/versions/{version}]/infer`, where an endpoint is what the protocol calls a model.
final class OpenInferenceProtocol implements Protocol {
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
    return new Inference();
  }

  @Override
  public void error(JsonBuffer out, ErrorCode code, String message, List<InputFault> faults) {
    InferReply.error(out, message, faults);
  }

  @Override
  public boolean idsInHeader() {
    return true;
  }

  private static final class Inference implements Exchange {
    private @Nullable String id;
    private List<String> outputs = List.of();

    @Override
    public int decode(
        byte[] body, int length, LoadedVersion version, Workspace workspace, Limits limits) {
      InferRequest request = InferRequest.read(body, length);
      id = request.id();
      outputs = request.outputs();
      return request.fill(version.reader(), workspace.rows(), workspace.faults(), limits.maxRows());
    }

    @Override
    public void reply(Call call, JsonBuffer out) {
      InferReply.write(
          out,
          call.endpoint(),
          Integer.toString(call.version().id().number()),
          id == null ? call.id(0) : id,
          outputs,
          call.version().signature().output(),
          call.workspace().scores(),
          call.requestRows());
    }
  }
}
