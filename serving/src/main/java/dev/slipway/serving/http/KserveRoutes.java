package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.plane.Address;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.wire.instances.InstancesRequest;
import dev.slipway.wire.json.JsonBuffer;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/// KServe's protocol V1: `POST /v1/models/{model}:predict`, and what there is. The version may stand in the path as
/// in TensorFlow Serving, from which the protocol comes.
final class KserveRoutes {
  private static final String PREDICT = ":predict";

  private final ServingPlane plane;
  private final PredictionHandler predict;
  private final Guard guard;

  KserveRoutes(ServingPlane plane) {
    this.plane = plane;
    this.guard =
        new Guard(
            plane.refusals(), (out, _, message) -> InstancesRequest.error(out, message, List.of()));
    this.predict = new PredictionHandler(plane, new InstancesProtocol(KserveRoutes::address));
  }

  void register(HttpRouting.Builder routing) {
    routing.get("/", this::alive);
    routing.get("/v1/models", guard.over(this::models));
    routing.get("/v1/models/{model}", guard.over(this::ready));
    routing.post("/v1/models/{last}", guard.over(this::act));
    routing.post("/v1/models/{model}/versions/{last}", guard.over(this::act));
    routing.any("/v1/*", guard.over(KserveRoutes::unknown));
  }

  /// The root says that the server is alive, unless the caller is a browser, for which other pages stand there.
  private void alive(ServerRequest request, ServerResponse response) {
    String accept = Asked.header(request, HeaderNames.ACCEPT);
    if (accept == null || accept.contains("text/html")) {
      response.next();
    } else {
      OpenInferenceRoutes.send(response, new JsonBuffer().raw("{\"status\":\"alive\"}"));
    }
  }

  private void models(ServerRequest request, ServerResponse response) {
    OpenInferenceRoutes.send(
        response, Listing.of(new JsonBuffer(), plane.served(Asked.environment(request))));
  }

  private void ready(ServerRequest request, ServerResponse response) {
    String model = request.path().pathParameters().get("model");
    boolean ready = plane.served(model, Asked.environment(request)).ready();
    response.status(ready ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
    OpenInferenceRoutes.send(
        response,
        new JsonBuffer().raw("{\"name\":").string(model).raw(",\"ready\":" + ready + "}"));
  }

  private void act(ServerRequest request, ServerResponse response) {
    String path = request.path().pathParameters().get("last");
    if (path.endsWith(PREDICT)) {
      predict.handle(request, response);
    } else {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "'%s' is no verb of KServe's protocol V1 here; ask with POST /v1/models/MODEL:predict"
              .formatted(path.substring(path.lastIndexOf(':') + 1)));
    }
  }

  private static Address address(ServerRequest request) {
    Parameters path = request.path().pathParameters();
    String last = path.get("last");
    String named = last.substring(0, last.length() - PREDICT.length());
    return path.contains("model")
        ? Asked.of(request, path.get("model"), named)
        : Asked.of(request, named, null);
  }

  private static void unknown(ServerRequest request, ServerResponse response) {
    throw new SlipwayException(
        ErrorCode.NOT_FOUND,
        "%s %s is no path of KServe's protocol V1 here"
            .formatted(request.prologue().method().text(), request.path().path()));
  }
}
