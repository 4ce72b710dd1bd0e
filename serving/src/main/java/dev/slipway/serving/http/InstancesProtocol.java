package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.input.InputFault;
import dev.slipway.serving.plane.Address;
import dev.slipway.serving.plane.Call;
import dev.slipway.serving.plane.Limits;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.Workspace;
import dev.slipway.wire.instances.InstancesRequest;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.predict.Method;
import dev.slipway.wire.predict.PredictionList;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.function.Function;

/// A list of instances in, a list of predictions out: KServe's protocol V1 and Vertex AI.
///
/// @param addressed finds whom a request is for
record InstancesProtocol(Function<ServerRequest, Address> addressed) implements Protocol {
  @Override
  public Address address(ServerRequest request) {
    return addressed.apply(request);
  }

  @Override
  public Exchange exchange(ServerRequest request) {
    return new Instances();
  }

  @Override
  public void error(JsonBuffer out, ErrorCode code, String message, List<InputFault> faults) {
    InstancesRequest.error(out, message, faults);
  }

  @Override
  public boolean idsInHeader() {
    return true;
  }

  private static final class Instances implements Exchange {
    private Method method = Method.PREDICT;

    @Override
    public int decode(
        byte[] body, int length, LoadedVersion version, Workspace workspace, Limits limits) {
      InstancesRequest read =
          InstancesRequest.read(
              body,
              length,
              version.reader(),
              workspace.rows(),
              workspace.faults(),
              limits.maxRows());
      method = read.method();
      return read.rows();
    }

    @Override
    public void reply(Call call, JsonBuffer out) {
      PredictionList.json(
          out,
          call.version().signature().output(),
          method,
          call.workspace().scores(),
          call.requestRows());
    }
  }
}
