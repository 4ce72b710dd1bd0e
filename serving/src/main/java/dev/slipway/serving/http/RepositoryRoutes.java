package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.repository.ModelRepository;
import dev.slipway.wire.json.JsonBuffer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The model repository extension of the Open Inference Protocol: what there is, load, unload.
final class RepositoryRoutes {
  private final ModelRepository repository;
  private final Guard guard;

  RepositoryRoutes(ModelRepository repository, Guard guard) {
    this.repository = repository;
    this.guard = guard;
  }

  void register(HttpRouting.Builder routing) {
    routing.post("/v2/repository/index", guard.over(this::index));
    routing.post("/v2/repository/models/{model}/load", guard.over(this::load));
    routing.post(
        "/v2/repository/models/{model}/unload",
        guard.over((request, response) -> {
          SmallBody.read(request);
          repository.unload(model(request));
          OpenInferenceRoutes.send(response, new JsonBuffer().raw("{}"));
        }));
  }

  private void index(ServerRequest request, ServerResponse response) {
    boolean readyOnly = SmallBody.read(request).path("ready").asBoolean(false);
    List<ModelRepository.Entry> entries =
        repository.index().stream().filter(e -> e.ready() || !readyOnly).toList();
    JsonBuffer out = new JsonBuffer().raw('[');
    for (int i = 0; i < entries.size(); i++) {
      ModelRepository.Entry entry = entries.get(i);
      out.raw(i == 0 ? "{\"name\":" : ",{\"name\":").string(entry.model());
      if (entry.ready()) {
        out.raw(",\"version\":\"").number(entry.version());
        out.raw("\",\"state\":\"READY\",\"reason\":\"\"}");
      } else {
        out.raw(",\"state\":\"UNAVAILABLE\",\"reason\":\"not loaded\"}");
      }
    }
    OpenInferenceRoutes.send(response, out.raw(']'));
  }

  /// A model comes from the repository as it is there; neither its files nor its configuration are sent.
  private void load(ServerRequest request, ServerResponse response) {
    JsonNode parameters = SmallBody.read(request).path("parameters");
    for (String parameter : parameters.propertyNames()) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "the parameter '%s' is not taken when a model is loaded; put the model into the repository and load it by its name"
              .formatted(parameter));
    }
    repository.load(model(request));
    OpenInferenceRoutes.send(response, new JsonBuffer().raw("{}"));
  }

  private static String model(ServerRequest request) {
    return request.path().pathParameters().get("model");
  }
}
