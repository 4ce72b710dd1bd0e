package dev.slipway.serving.grpc;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.http.ServerIdentity;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.repository.ModelRepository;
import dev.slipway.serving.settings.Settings;
import dev.slipway.wire.reflection.ProtoFiles;
import io.helidon.webserver.http.HttpRouting;
import java.util.List;

/// Puts the services of gRPC on a server, as the paths that they are: the Open Inference Protocol with
/// Triton's additions, health, and reflection, which tells clients what there is.
public final class GrpcRoutes {
  static final String INFERENCE = "inference.GRPCInferenceService";
  private static final String HEALTH = "grpc.health.v1.Health";
  private static final List<String> REFLECTION =
      List.of("grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection");

  private final ServingPlane plane;
  private final ServerIdentity identity;
  private final ModelRepository repository;
  private final Settings settings;

  public GrpcRoutes(
      ServingPlane plane, ServerIdentity identity, ModelRepository repository, Settings settings) {
    this.plane = plane;
    this.identity = identity;
    this.repository = repository;
    this.settings = settings;
  }

  public void register(HttpRouting.Builder routing) {
    Methods inference = new Methods(routing, INFERENCE);
    InferenceMethods predictions = new InferenceMethods(plane);
    inference.add("ModelInfer", predictions::infer);
    inference.add("ModelStreamInfer", predictions::inferEach);
    ModelMethods models = new ModelMethods(plane, identity, repository);
    inference.addOfOne("ServerLive", models::live);
    inference.addOfOne("ServerReady", models::ready);
    inference.addOfOne("ServerMetadata", models::server);
    inference.addOfOne("ModelReady", models::modelReady);
    inference.addOfOne("ModelMetadata", models::metadata);
    inference.addOfOne("ModelConfig", models::config);
    inference.addOfOne("ModelStatistics", models::statistics);
    inference.addOfOne("RepositoryIndex", models::index);
    inference.addOfOne("RepositoryModelLoad", models::load);
    inference.addOfOne("RepositoryModelUnload", models::unload);
    SettingMethods changing = new SettingMethods(plane, settings);
    inference.addOfOne("LogSettings", changing::logging);
    inference.addOfOne("TraceSetting", changing::tracing);
    inference.addMissing();

    Methods health = new Methods(routing, HEALTH);
    HealthMethods states = new HealthMethods(plane);
    health.addOfOne("Check", states::check);
    health.add("Watch", states::watch);
    health.addMissing();

    routing.get("/inference.proto", (_, response) -> response.send(ProtoFiles.inference()));
    for (String service : REFLECTION) {
      new Methods(routing, service).add("ServerReflectionInfo", ReflectionMethod::answerEach);
    }
  }

  /// The methods of one service.
  private final class Methods {
    private final HttpRouting.Builder routing;
    private final String service;

    Methods(HttpRouting.Builder routing, String service) {
      this.routing = routing;
      this.service = service;
    }

    void add(String name, GrpcMethod method) {
      routing.post(
          "/" + service + "/" + name,
          method.handler(plane.limits().maxBodyBytes(), plane.refusals()));
    }

    void addOfOne(String name, GrpcMethod.OfOne method) {
      add(name, GrpcMethod.ofOne(method));
    }

    /// Shared memory is among what Triton has and this server has not.
    void addMissing() {
      add(
          "{method}",
          call -> {
            throw new SlipwayException(
                ErrorCode.METHOD_NOT_ALLOWED,
                "%s has no method '%s' here"
                    .formatted(service, call.request().path().pathParameters().get("method")));
          });
    }
  }
}
