package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.Fault;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.InputFault;
import dev.slipway.serving.plane.Address;
import dev.slipway.serving.plane.Call;
import dev.slipway.serving.plane.Limits;
import dev.slipway.serving.plane.Served;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.Workspace;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.mlflowscoring.ScoringReply;
import dev.slipway.wire.mlflowscoring.ScoringRequest;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// `POST /invocations` of MLflow's scoring server, which knows one model: here the endpoint that the header
/// `Slipway-Endpoint` names, or the only one there is.
final class MlflowProtocol implements Protocol {
  private static final HeaderName ENDPOINT = HeaderNames.create("Slipway-Endpoint");
  private final ServingPlane plane;

  MlflowProtocol(ServingPlane plane) {
    this.plane = plane;
  }

  @Override
  public Address address(ServerRequest request) {
    String named = Asked.header(request, ENDPOINT);
    return Asked.of(request, named == null ? onlyEndpoint(request) : named, null);
  }

  private String onlyEndpoint(ServerRequest request) {
    List<Served> served = plane.served(Asked.environment(request));
    if (served.size() != 1) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          served.isEmpty()
              ? "no endpoint is released here yet"
              : "this server has several endpoints; name one in the header Slipway-Endpoint: "
                  + served.stream().map(Served::endpoint).collect(Collectors.joining(", ")));
    }
    return served.getFirst().endpoint();
  }

  @Override
  public Exchange exchange(ServerRequest request) {
    String type = Asked.header(request, HeaderNames.CONTENT_TYPE);
    String plain = type == null ? "" : type.toLowerCase(Locale.ROOT).split(";", 2)[0].trim();
    if (!plain.equals("application/json")) {
      throw new SlipwayException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "This predictor only supports the content type application/json, got '%s'"
              .formatted(plain));
    }
    return new Scoring();
  }

  @Override
  public void error(JsonBuffer out, ErrorCode code, String message, List<InputFault> faults) {
    ScoringReply.error(out, code, message, faults);
  }

  /// MLflow answers every mistake in a request's content with 400.
  @Override
  public int status(ErrorCode code) {
    return code.fault() == Fault.CALLER && code.httpStatus() == 422 ? 400 : code.httpStatus();
  }

  @Override
  public boolean idsInHeader() {
    return true;
  }

  private static final class Scoring implements Exchange {
    private boolean probabilities;

    @Override
    public int decode(
        byte[] body, int length, LoadedVersion version, Workspace workspace, Limits limits) {
      ScoringRequest request = ScoringRequest.read(body, length);
      probabilities = request.probabilities();
      return request.fill(version.reader(), workspace.rows(), workspace.faults(), limits.maxRows());
    }

    @Override
    public void reply(Call call, JsonBuffer out) {
      ScoringReply.write(
          out,
          call.version().signature().output(),
          probabilities,
          call.workspace().scores(),
          call.requestRows());
    }
  }
}
