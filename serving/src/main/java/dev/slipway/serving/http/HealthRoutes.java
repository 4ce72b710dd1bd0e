package dev.slipway.serving.http;

import dev.slipway.serving.plane.ServingPlane;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/// `/health/live`: the process answers. `/health/ready`, `/health` and `/ping`: requests should be sent here.
/// `/version`: the program's.
final class HealthRoutes {
  private final ServingPlane plane;
  private final String version;

  HealthRoutes(ServingPlane plane, String version) {
    this.plane = plane;
    this.version = version;
  }

  void register(HttpRouting.Builder routing) {
    routing.get("/health/live", (_, response) -> send(response, true, "{\"live\":true}"));
    routing.get(
        "/health/ready",
        (_, response) -> send(response, plane.ready(), "{\"ready\":" + plane.ready() + "}"));
    // SageMaker wants no body; MLflow answers a line's end on both paths, whose clients read the
    // status alone.
    routing.get("/ping", (_, response) -> response.status(status()).send());
    routing.get("/health", (_, response) -> response.status(status()).send("\n"));
    routing.get("/version", (_, response) -> response.send(version));
  }

  private Status status() {
    return plane.ready() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503;
  }

  static void send(ServerResponse response, boolean good, String json) {
    response
        .status(good ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
        .header(PredictionHandler.JSON)
        .send(json.getBytes(StandardCharsets.US_ASCII));
  }
}
