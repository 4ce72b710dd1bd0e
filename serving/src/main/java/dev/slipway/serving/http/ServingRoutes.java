package dev.slipway.serving.http;

import dev.slipway.serving.plane.ServingPlane;
import io.helidon.webserver.http.HttpRouting;

/// Puts the data plane's paths on a server, beside whatever else it answers.
public final class ServingRoutes {
  private final ServingPlane plane;

  public ServingRoutes(ServingPlane plane) {
    this.plane = plane;
  }

  public void register(HttpRouting.Builder routing) {
    routing.post("/predict/{endpoint}", new PredictionHandler(plane, new PlainProtocol()));
    new HealthRoutes(plane).register(routing);
  }
}
