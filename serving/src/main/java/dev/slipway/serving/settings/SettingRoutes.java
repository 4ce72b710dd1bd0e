package dev.slipway.serving.settings;

import dev.slipway.serving.http.Asked;
import dev.slipway.serving.http.Guard;
import dev.slipway.serving.http.SmallBody;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.wire.json.Json;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import tools.jackson.databind.JsonNode;

/// Triton's extensions for logging and tracing: `/v2/logging` and `/v2/trace/setting`. A setting that this
/// program has is changed; of one that it has not, the value that stands is taken and any other refused.
public final class SettingRoutes {
  private final ServingPlane plane;
  private final Settings settings;

  public SettingRoutes(ServingPlane plane, Settings settings) {
    this.plane = plane;
    this.settings = settings;
  }

  /// To be called before the other routes of the protocol are registered, which refuse what is not among them.
  public void register(HttpRouting.Builder routing) {
    Guard guard = Guard.openInference(plane.refusals());
    routing.get("/v2/logging", (_, response) -> send(response, settings.logging()));
    routing.post(
        "/v2/logging",
        guard.over((request, response) -> {
          settings.changeLogging(SmallBody.read(request));
          send(response, settings.logging());
        }));
    routing.get("/v2/trace/setting", (_, response) -> send(response, settings.tracing()));
    routing.post(
        "/v2/trace/setting",
        guard.over((request, response) -> {
          settings.changeTracing(SmallBody.read(request));
          send(response, settings.tracing());
        }));
    routing.get("/v2/models/{model}/trace/setting", guard.over(this::ofModel));
    routing.post(
        "/v2/models/{model}/trace/setting",
        guard.over((request, _) -> {
          throw Settings.ofOneModel(model(request));
        }));
  }

  private void ofModel(ServerRequest request, ServerResponse response) {
    var _ = plane.served(model(request), Asked.environment(request));
    send(response, settings.tracing());
  }

  private static String model(ServerRequest request) {
    return request.path().pathParameters().get("model");
  }

  private static void send(ServerResponse response, JsonNode settings) {
    response.header(HeaderValues.CONTENT_TYPE_JSON).send(Json.mapper().writeValueAsBytes(settings));
  }
}
