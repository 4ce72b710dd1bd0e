package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.input.InputFault;
import dev.slipway.core.input.InputFaults;
import dev.slipway.serving.plane.Address;
import dev.slipway.serving.plane.Call;
import dev.slipway.serving.plane.Limits;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.Workspace;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.predict.ErrorReply;
import dev.slipway.wire.predict.PredictReply;
import dev.slipway.wire.predict.PredictRequest;
import io.helidon.common.parameters.Parameters;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;

/// `POST /predict/{endpoint}`: an object or a list of objects of named features.
///
/// @param versioned whether the path names the version too
record PlainProtocol(boolean versioned) implements Protocol {
  private static final Exchange EXCHANGE =
      new Exchange() {
        @Override
        public int decode(
            byte[] body, int length, LoadedVersion version, Workspace workspace, Limits limits) {
          return PredictRequest.read(
              body,
              length,
              version.reader(),
              workspace.rows(),
              workspace.faults(),
              limits.maxRows());
        }

        @Override
        public void reply(Call call, JsonBuffer out) {
          write(call, out);
        }
      };

  @Override
  public Address address(ServerRequest request) {
    if (!versioned) {
      return Asked.of(request, EndpointPath.endpoint(request.path()), null);
    }
    Parameters path = request.path().pathParameters();
    return Asked.of(request, path.get("endpoint"), path.get("version"));
  }

  @Override
  public Exchange exchange(ServerRequest request) {
    return EXCHANGE;
  }

  @Override
  public void error(JsonBuffer out, ErrorCode code, String message, List<InputFault> faults) {
    ErrorReply.write(out, code, message, faults);
  }

  private static void write(Call call, JsonBuffer out) {
    PredictReply reply = call.version().reply();
    InputFaults faults = call.workspace().faults();
    double[] scores = call.workspace().scores();
    int width = call.version().signature().output().width();
    int slot = 0;
    reply.start(out);
    for (int r = 0; r < call.requestRows(); r++) {
      if (!faults.isEmpty() && faults.has(r)) {
        reply.faultyRow(out, r == 0, call.id(r), faults.of(r));
      } else {
        reply.row(
            out, r == 0, call.id(r), scores, slot * width, call.workspace().flags().get(slot));
        slot++;
      }
    }
    reply.end(out);
  }
}
