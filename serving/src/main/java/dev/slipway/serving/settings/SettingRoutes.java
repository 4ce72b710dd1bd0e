package dev.slipway.serving.settings;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.http.Asked;
import dev.slipway.serving.http.Guard;
import dev.slipway.serving.http.SmallBody;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.trace.Sampling;
import dev.slipway.wire.json.JsonBuffer;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/// Triton's extensions for logging and tracing: `/v2/logging` and `/v2/trace/setting`. A setting that this
/// program has is changed; of one that it has not, the value that stands is taken and any other refused.
public final class SettingRoutes {
  private final ServingPlane plane;
  private final LogSettings logging = new LogSettings();
  private final TraceSettings tracing;

  /// @param sampling of the traces, where any are sent
  public SettingRoutes(ServingPlane plane, Optional<Sampling> sampling) {
    this.plane = plane;
    this.tracing = new TraceSettings(sampling);
  }

  /// To be called before the other routes of the protocol are registered, which refuse what is not among them.
  public void register(HttpRouting.Builder routing) {
    Guard guard = Guard.openInference(plane.refusals());
    routing.get("/v2/logging", (_, response) -> send(response, logging.json()));
    routing.post(
        "/v2/logging",
        guard.over((request, response) -> {
          logging.change(SmallBody.read(request));
          send(response, logging.json());
        }));
    routing.get("/v2/trace/setting", (_, response) -> send(response, tracing.json()));
    routing.post(
        "/v2/trace/setting",
        guard.over((request, response) -> {
          tracing.change(SmallBody.read(request));
          send(response, tracing.json());
        }));
    routing.get("/v2/models/{model}/trace/setting", guard.over(this::ofModel));
    routing.post(
        "/v2/models/{model}/trace/setting",
        guard.over((_, _) -> {
          throw new SlipwayException(
              ErrorCode.INVALID_ARGUMENT,
              "traces are set for all models together; use POST /v2/trace/setting");
        }));
  }

  private void ofModel(ServerRequest request, ServerResponse response) {
    var _ = plane.served(request.path().pathParameters().get("model"), Asked.environment(request));
    send(response, tracing.json());
  }

  private static void send(ServerResponse response, JsonBuffer json) {
    response.header(HeaderValues.CONTENT_TYPE_JSON).send(json.toByteArray());
  }
}
