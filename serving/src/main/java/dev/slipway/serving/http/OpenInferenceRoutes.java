package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.route.Environment;
import dev.slipway.serving.plane.Served;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.openinference.InferReply;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/// The Open Inference Protocol, version 2: health, metadata and inference.
final class OpenInferenceRoutes {
  private final ServingPlane plane;

  OpenInferenceRoutes(ServingPlane plane) {
    this.plane = plane;
  }

  void register(HttpRouting.Builder routing) {
    routing.get("/v2", (_, response) -> server(response));
    routing.get(
        "/v2/health/live", (_, response) -> HealthRoutes.send(response, true, "{\"live\":true}"));
    routing.get(
        "/v2/health/ready",
        (_, response) -> {
          boolean ready = plane.ready();
          HealthRoutes.send(response, ready, "{\"live\":true,\"ready\":%s}".formatted(ready));
        });
    routing.get("/v2/models", guarded(this::models));
    routing.get("/v2/models/{model}", guarded(this::metadata));
    routing.get("/v2/models/{model}/versions/{version}", guarded(this::metadata));
    routing.get("/v2/models/{model}/ready", guarded(this::modelReady));
    routing.get("/v2/models/{model}/versions/{version}/ready", guarded(this::modelReady));
    routing.post(
        "/v2/models/{model}/infer", new PredictionHandler(plane, new OpenInferenceProtocol(false)));
    routing.post(
        "/v2/models/{model}/versions/{version}/infer",
        new PredictionHandler(plane, new OpenInferenceProtocol(true)));
    routing.any(
        "/v2/*",
        guarded((request, _) -> {
          throw new SlipwayException(
              ErrorCode.NOT_FOUND,
              "%s %s is no path of the Open Inference Protocol here"
                  .formatted(request.prologue().method().text(), request.path().path()));
        }));
  }

  private static void server(ServerResponse response) {
    JsonBuffer out = new JsonBuffer();
    out.raw("{\"name\":\"slipway\",\"version\":\"0.1.0\",\"extensions\":[]}");
    send(response, out);
  }

  private void models(ServerRequest request, ServerResponse response) {
    JsonBuffer out = new JsonBuffer();
    out.raw("{\"models\":[");
    List<Served> served = plane.served(Asked.environment(request));
    for (int i = 0; i < served.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      out.string(served.get(i).endpoint());
    }
    send(response, out.raw("]}"));
  }

  private void metadata(ServerRequest request, ServerResponse response) {
    Served served = served(request);
    JsonBuffer out = new JsonBuffer();
    InferReply.metadata(
        out,
        served.endpoint(),
        served.versions(),
        served.primary().scorer().format(),
        served.primary().signature());
    send(response, out);
  }

  private void modelReady(ServerRequest request, ServerResponse response) {
    Served served = served(request);
    send(
        response,
        new JsonBuffer().raw("{\"name\":").string(served.endpoint()).raw(",\"ready\":true}"));
  }

  private Served served(ServerRequest request) {
    Environment environment = Asked.environment(request);
    Served served = plane.served(request.path().pathParameters().get("model"), environment);
    if (request.path().pathParameters().contains("version")) {
      String version = request.path().pathParameters().get("version");
      if (served.versions().stream().noneMatch(v -> Integer.toString(v).equals(version))) {
        throw new SlipwayException(
            ErrorCode.NOT_FOUND,
            "endpoint '%s' does not serve version '%s'; it serves %s"
                .formatted(served.endpoint(), version, served.versions()));
      }
    }
    return served;
  }

  private static Handler guarded(Handler handler) {
    return (request, response) -> {
      try {
        handler.handle(request, response);
      } catch (SlipwayException e) {
        JsonBuffer out = new JsonBuffer();
        InferReply.error(out, e.getMessage(), List.of());
        response.status(Status.create(e.code().httpStatus()));
        send(response, out);
      }
    };
  }

  private static void send(ServerResponse response, JsonBuffer out) {
    response.header(PredictionHandler.JSON).send(out.toByteArray());
  }
}
