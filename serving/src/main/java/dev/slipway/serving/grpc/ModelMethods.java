package dev.slipway.serving.grpc;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.http.Asked;
import dev.slipway.serving.http.ModelStatisticsReader;
import dev.slipway.serving.http.ServerIdentity;
import dev.slipway.serving.plane.Served;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.repository.ModelRepository;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.wire.openinference.AskedModel;
import dev.slipway.wire.openinference.ModelMessage;
import dev.slipway.wire.openinference.ModelStatistics;
import dev.slipway.wire.openinference.RepositoryMessage;
import dev.slipway.wire.protobuf.MessageWriter;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;

/// What the protocol tells of the server and its models, and the loading and unloading of them: the same as
/// under `/v2`. Thread-safe.
final class ModelMethods {
  private static final List<String> EXTENSIONS =
      List.of(
          "logging",
          "model_configuration",
          "model_repository",
          "parameters",
          "statistics",
          "trace");

  private final ServingPlane plane;
  private final ServerIdentity identity;
  private final ModelRepository repository;
  private final ModelStatisticsReader statistics;

  ModelMethods(ServingPlane plane, ServerIdentity identity, ModelRepository repository) {
    this.plane = plane;
    this.identity = identity;
    this.repository = repository;
    this.statistics = new ModelStatisticsReader(plane);
  }

  void live(ServerRequest request, byte[] message, MessageWriter reply) {
    reply.flag(1, true);
  }

  void ready(ServerRequest request, byte[] message, MessageWriter reply) {
    reply.flag(1, plane.ready());
  }

  void modelReady(ServerRequest request, byte[] message, MessageWriter reply) {
    AskedModel asked = AskedModel.read(message, message.length);
    version(asked, served(request, asked));
    reply.flag(1, true);
  }

  void server(ServerRequest request, byte[] message, MessageWriter reply) {
    reply.text(1, identity.name()).text(2, identity.version());
    EXTENSIONS.forEach(extension -> reply.text(3, extension));
  }

  void metadata(ServerRequest request, byte[] message, MessageWriter reply) {
    AskedModel asked = AskedModel.read(message, message.length);
    Served served = served(request, asked);
    LoadedVersion version = version(asked, served);
    ModelMessage.metadata(
        reply,
        served.endpoint(),
        served.versions(),
        version.scorer().format(),
        version.signature());
  }

  void config(ServerRequest request, byte[] message, MessageWriter reply) {
    AskedModel asked = AskedModel.read(message, message.length);
    Served served = served(request, asked);
    LoadedVersion version = version(asked, served);
    ModelMessage.config(
        reply,
        served.endpoint(),
        served.versions(),
        version.scorer().format(),
        plane.limits().maxRows(),
        version.signature());
  }

  /// Of all models where the message names none.
  void statistics(ServerRequest request, byte[] message, MessageWriter reply) {
    AskedModel asked = AskedModel.read(message, message.length);
    ModelMessage.statistics(reply, asked.name().isEmpty() ? all(request) : of(request, asked));
  }

  private List<ModelStatistics> all(ServerRequest request) {
    return plane.served(Asked.environment(request)).stream()
        .flatMap(served -> statistics.of(served, served.loaded()).stream())
        .toList();
  }

  private List<ModelStatistics> of(ServerRequest request, AskedModel asked) {
    Served served = served(request, asked);
    return statistics.of(
        served, asked.version().isEmpty() ? served.loaded() : List.of(version(asked, served)));
  }

  void index(ServerRequest request, byte[] message, MessageWriter reply) {
    boolean readyOnly = RepositoryMessage.readyOnly(message);
    for (ModelRepository.Entry entry : repository.index()) {
      if (entry.ready()) {
        RepositoryMessage.entry(
            reply, entry.model(), Integer.toString(entry.version()), "READY", "");
      } else if (!readyOnly) {
        RepositoryMessage.entry(reply, entry.model(), "", "UNAVAILABLE", "not loaded");
      }
    }
  }

  /// A model comes from the repository as it is there; neither its files nor its configuration are sent.
  void load(ServerRequest request, byte[] message, MessageWriter reply) {
    RepositoryMessage asked = RepositoryMessage.read(message);
    for (String parameter : asked.parameters()) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "the parameter '%s' is not taken when a model is loaded; put the model into the repository and load it by its name"
              .formatted(parameter));
    }
    repository.load(asked.model());
  }

  void unload(ServerRequest request, byte[] message, MessageWriter reply) {
    repository.unload(RepositoryMessage.read(message).model());
  }

  private Served served(ServerRequest request, AskedModel asked) {
    return plane.served(asked.name(), Asked.environment(request));
  }

  /// The version that the message names, else the primary.
  private static LoadedVersion version(AskedModel asked, Served served) {
    return asked.version().isEmpty() ? served.primary() : served.version(asked.version());
  }
}
