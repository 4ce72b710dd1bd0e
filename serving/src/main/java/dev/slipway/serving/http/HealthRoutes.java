package dev.slipway.serving.http;

import dev.slipway.serving.plane.ServingPlane;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;

/// `/health/live`: the process answers. `/health/ready` and `/ping`: requests should be sent here.
final class HealthRoutes {
  private final ServingPlane plane;

  HealthRoutes(ServingPlane plane) {
    this.plane = plane;
  }

  void register(HttpRouting.Builder routing) {
    routing.get("/health/live", (_, response) -> send(response, true, "{\"live\":true}"));
    routing.get(
        "/health/ready",
        (_, response) -> send(response, plane.ready(), "{\"ready\":" + plane.ready() + "}"));
    // MLflow's scoring server and SageMaker's containers.
    routing.get(
        "/ping",
        (_, response) ->
            response
                .status(plane.ready() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
                .send("\n"));
  }

  static void send(ServerResponse response, boolean good, String json) {
    response
        .status(good ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
        .header(PredictionHandler.JSON)
        .send(json.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }
}
