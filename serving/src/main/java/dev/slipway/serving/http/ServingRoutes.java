package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.serving.docs.DocsRoutes;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.repository.ModelRepository;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.predict.ErrorReply;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Puts the data plane's paths on a server, beside whatever else it answers.
public final class ServingRoutes {
  private static final Header METRICS =
      HeaderValues.createCached(
          HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");

  private final ServingPlane plane;
  private final ServerIdentity identity;
  private final ModelRepository repository;

  public ServingRoutes(ServingPlane plane, ServerIdentity identity, ModelRepository repository) {
    this.plane = plane;
    this.identity = identity;
    this.repository = repository;
  }

  public void register(HttpRouting.Builder routing) {
    routing.post("/predict/{endpoint}", new PredictionHandler(plane, new PlainProtocol()));
    new DocsRoutes(plane).register(routing);
    routing.any("/predict/*", ServingRoutes::notSo);
    routing.post("/invocations", new PredictionHandler(plane, new MlflowProtocol(plane)));
    routing.get("/metrics", (_, response) -> metrics(response));
    new OpenInferenceRoutes(plane, identity, repository).register(routing);
    new HealthRoutes(plane).register(routing);
  }

  private void metrics(ServerResponse response) {
    response.header(METRICS).send(MetricsText.of(plane).getBytes(StandardCharsets.UTF_8));
  }

  /// Answers what looks like a prediction and is none.
  private static void notSo(ServerRequest request, ServerResponse response) {
    boolean path = request.path().path().lastIndexOf('/') == "/predict".length();
    ErrorCode code = path ? ErrorCode.METHOD_NOT_ALLOWED : ErrorCode.NOT_FOUND;
    JsonBuffer out = new JsonBuffer();
    ErrorReply.write(
        out,
        code,
        "ask for a prediction with POST /predict/ENDPOINT and a JSON object of named features",
        List.of());
    response.status(Status.create(code.httpStatus())).header(PredictionHandler.JSON);
    response.send(out.toByteArray());
  }
}
