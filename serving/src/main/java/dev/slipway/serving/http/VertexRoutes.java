package dev.slipway.serving.http;

import dev.slipway.serving.plane.ServingPlane;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.HttpRouting;
import java.util.Optional;

/// The two paths that Vertex AI chooses for a container: where it asks for health and for predictions.
public final class VertexRoutes {
  private final ServingPlane plane;
  private final Optional<String> health;
  private final Optional<String> predict;

  public VertexRoutes(ServingPlane plane, Optional<String> health, Optional<String> predict) {
    this.plane = plane;
    this.health = health;
    this.predict = predict;
  }

  /// To be called before other routes are registered, since the paths may be any.
  public void register(HttpRouting.Builder routing) {
    health.ifPresent(path ->
        routing.route(
            Method.GET,
            PathMatchers.exact(path),
            (_, response) ->
                HealthRoutes.send(response, plane.ready(), "{\"ready\":" + plane.ready() + "}")));
    predict.ifPresent(path ->
        routing.route(
            Method.POST,
            PathMatchers.exact(path),
            new PredictionHandler(
                plane,
                new InstancesProtocol(
                    request -> Asked.of(request, Asked.onlyEndpoint(request, plane), null)))));
  }
}
