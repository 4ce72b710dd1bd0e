package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.repository.FolderModels;
import dev.slipway.serving.repository.ModelRepository;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.mlflowscoring.ScoringError;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What SageMaker asks of a container with many models: load one from a folder, list them, ask one, unload it.
public final class SageMakerRoutes {
  private final ServingPlane plane;
  private final FolderModels models;
  private final Guard guard;

  public SageMakerRoutes(ServingPlane plane, FolderModels models) {
    this.plane = plane;
    this.guard =
        new Guard(
            plane.refusals(),
            (out, code, message) -> ScoringError.write(out, code, message, List.of()));
    this.models = models;
  }

  public void register(HttpRouting.Builder routing) {
    routing.post("/models", guard.over(this::load));
    routing.get("/models", guard.over(this::list));
    routing.get("/models/{model}", guard.over(this::describe));
    routing.delete("/models/{model}", guard.over(this::unload));
    routing.post(
        "/models/{model}/invoke",
        new PredictionHandler(plane, new InvocationsProtocol(plane, true)));
    routing.any("/models/*", guard.over(SageMakerRoutes::unknown));
  }

  private void load(ServerRequest request, ServerResponse response) {
    JsonNode body = SmallBody.read(request);
    String model = text(body, "model_name");
    Path place = place(text(body, "url"));
    if (models.place(model).isPresent()) {
      throw new SlipwayException(
          ErrorCode.CONFLICT, "'%s' is loaded already; delete it first".formatted(model));
    }
    models.load(model, place);
    send(response, entry(new JsonBuffer(), model));
  }

  private void list(ServerRequest request, ServerResponse response) {
    JsonBuffer out = new JsonBuffer().raw("{\"models\":[");
    List<String> loaded =
        models.index().stream()
            .filter(ModelRepository.Entry::ready)
            .map(ModelRepository.Entry::model)
            .toList();
    for (int i = 0; i < loaded.size(); i++) {
      entry(out.raw(i == 0 ? "" : ","), loaded.get(i));
    }
    send(response, out.raw("]}"));
  }

  private void describe(ServerRequest request, ServerResponse response) {
    String model = request.path().pathParameters().get("model");
    if (models.place(model).isEmpty()) {
      throw new SlipwayException(ErrorCode.NOT_FOUND, "'%s' is not loaded".formatted(model));
    }
    send(response, entry(new JsonBuffer(), model));
  }

  private void unload(ServerRequest request, ServerResponse response) {
    models.unload(request.path().pathParameters().get("model"));
    send(response, new JsonBuffer().raw("{}"));
  }

  private static void unknown(ServerRequest request, ServerResponse response) {
    throw new SlipwayException(
        ErrorCode.NOT_FOUND,
        "%s %s is no path here; models are loaded with POST /models and asked with POST /models/MODEL/invoke"
            .formatted(request.prologue().method().text(), request.path().path()));
  }

  private JsonBuffer entry(JsonBuffer out, String model) {
    String url = models.place(model).map(Path::toString).orElse("");
    return out.raw("{\"modelName\":").string(model).raw(",\"modelUrl\":").string(url).raw('}');
  }

  private static String text(JsonNode body, String member) {
    JsonNode value = body.path(member);
    if (!value.isString() || value.asString().isEmpty()) {
      throw new SlipwayException(
          ErrorCode.MALFORMED_REQUEST, "'%s' must be there and be a string".formatted(member));
    }
    return value.asString();
  }

  /// A folder on this machine, which is all that a platform ever sends: it has fetched the model already.
  private static Path place(String url) {
    try {
      return url.startsWith("file:") ? Path.of(URI.create(url)) : Path.of(local(url));
    } catch (IllegalArgumentException e) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is no path; name a folder of this machine".formatted(url),
          e);
    }
  }

  private static String local(String url) {
    if (url.contains("://")) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is not fetched; name a folder of this machine".formatted(url));
    }
    return url;
  }

  private static void send(ServerResponse response, JsonBuffer out) {
    OpenInferenceRoutes.send(response, out);
  }
}
