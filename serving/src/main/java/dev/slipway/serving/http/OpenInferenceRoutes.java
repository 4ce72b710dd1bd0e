package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.plane.Served;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.repository.ModelRepository;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.openinference.ModelReply;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/// The Open Inference Protocol, version 2: health, metadata and inference, with the extensions for model
/// configuration, statistics and the model repository.
final class OpenInferenceRoutes {
  private final ServingPlane plane;
  private final ServerIdentity identity;
  private final ModelStatisticsReader statistics;
  private final RepositoryRoutes repository;
  private final Guard guard;

  OpenInferenceRoutes(ServingPlane plane, ServerIdentity identity, ModelRepository repository) {
    this.plane = plane;
    this.identity = identity;
    this.statistics = new ModelStatisticsReader(plane);
    this.guard = Guard.openInference(plane.refusals());
    this.repository = new RepositoryRoutes(repository, guard);
  }

  void register(HttpRouting.Builder routing) {
    routing.get("/v2", (_, response) -> server(response));
    routing.get("/v2/health/live", (_, response) -> health(response, true));
    routing.get("/v2/health/ready", (_, response) -> health(response, plane.allReady()));
    routing.get("/v2/models", guard.over(this::models));
    routing.get("/v2/models/stats", guard.over(this::allStatistics));
    for (String model : List.of("/v2/models/{model}", "/v2/models/{model}/versions/{version}")) {
      boolean versioned = model.endsWith("{version}");
      routing.get(model, guard.over(this::metadata));
      routing.get(model + "/ready", guard.over(this::modelReady));
      routing.get(model + "/config", guard.over(this::config));
      routing.get(model + "/stats", guard.over(this::statistics));
      routing.post(
          model + "/infer", new PredictionHandler(plane, new OpenInferenceProtocol(versioned)));
      routing.post(model + "/generate", guard.over(this::generate));
      routing.post(model + "/generate_stream", guard.over(this::generate));
    }
    repository.register(routing);
    routing.any(
        "/v2/*",
        guard.over((request, _) -> {
          throw new SlipwayException(
              ErrorCode.NOT_FOUND,
              "%s %s is no path of the Open Inference Protocol here"
                  .formatted(request.prologue().method().text(), request.path().path()));
        }));
  }

  private void generate(ServerRequest request, ServerResponse response) {
    String endpoint = served(request).endpoint();
    throw new SlipwayException(
        ErrorCode.INVALID_ARGUMENT,
        "model '%s' predicts from rows and generates no text; ask it with POST /v2/models/%s/infer"
            .formatted(endpoint, endpoint));
  }

  private void server(ServerResponse response) {
    JsonBuffer out = new JsonBuffer();
    out.raw("{\"name\":").string(identity.name()).raw(",\"version\":").string(identity.version());
    out.raw(
        ",\"extensions\":[\"binary_tensor_data\",\"logging\",\"model_configuration\","
            + "\"model_repository\",\"parameters\",\"statistics\",\"trace\"]}");
    send(response, out);
  }

  /// Both answers tell both, since clients disagree on which word they look for.
  private void health(ServerResponse response, boolean good) {
    HealthRoutes.send(response, good, "{\"live\":true,\"ready\":" + plane.allReady() + "}");
  }

  private void models(ServerRequest request, ServerResponse response) {
    JsonBuffer out = new JsonBuffer();
    send(response, Listing.of(out, plane.served(Asked.environment(request))));
  }

  private void metadata(ServerRequest request, ServerResponse response) {
    Served served = served(request);
    LoadedVersion version = version(request, served);
    JsonBuffer out = new JsonBuffer();
    ModelReply.metadata(
        out, served.endpoint(), served.versions(), version.scorer().format(), version.signature());
    send(response, out);
  }

  private void config(ServerRequest request, ServerResponse response) {
    Served served = served(request);
    LoadedVersion version = version(request, served);
    JsonBuffer out = new JsonBuffer();
    ModelReply.config(
        out,
        served.endpoint(),
        served.versions(),
        version.scorer().format(),
        plane.limits().maxRows(),
        version.signature());
    send(response, out);
  }

  private void modelReady(ServerRequest request, ServerResponse response) {
    Served served = served(request);
    boolean ready = version(request, served).scorer().ready();
    response.status(ready ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
    send(
        response,
        new JsonBuffer()
            .raw("{\"name\":")
            .string(served.endpoint())
            .raw(",\"ready\":" + ready + "}"));
  }

  private void statistics(ServerRequest request, ServerResponse response) {
    Served served = served(request);
    List<LoadedVersion> versions =
        request.path().pathParameters().contains("version")
            ? List.of(version(request, served))
            : served.loaded();
    JsonBuffer out = new JsonBuffer();
    ModelReply.statistics(out, statistics.of(served, versions));
    send(response, out);
  }

  private void allStatistics(ServerRequest request, ServerResponse response) {
    JsonBuffer out = new JsonBuffer();
    ModelReply.statistics(
        out,
        plane.served(Asked.environment(request)).stream()
            .flatMap(served -> statistics.of(served, served.loaded()).stream())
            .toList());
    send(response, out);
  }

  private Served served(ServerRequest request) {
    return plane.served(request.path().pathParameters().get("model"), Asked.environment(request));
  }

  /// The version that the URL names, else the primary.
  private static LoadedVersion version(ServerRequest request, Served served) {
    return request.path().pathParameters().contains("version")
        ? served.version(request.path().pathParameters().get("version"))
        : served.primary();
  }

  static void send(ServerResponse response, JsonBuffer out) {
    response.header(PredictionHandler.JSON).send(out.toByteArray());
  }
}
