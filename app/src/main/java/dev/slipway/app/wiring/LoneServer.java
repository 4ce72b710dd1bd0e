package dev.slipway.app.wiring;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.prediction.PredictionLog;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.RouteTable;
import dev.slipway.serving.grpc.GrpcRoutes;
import dev.slipway.serving.http.Measure;
import dev.slipway.serving.http.SageMakerRoutes;
import dev.slipway.serving.http.ServerIdentity;
import dev.slipway.serving.http.ServingRoutes;
import dev.slipway.serving.http.VertexRoutes;
import dev.slipway.serving.plane.Served;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.repository.FixedModels;
import dev.slipway.serving.repository.FolderModels;
import dev.slipway.serving.repository.ModelPlaces;
import dev.slipway.serving.repository.ModelRepository;
import dev.slipway.serving.settings.SettingRoutes;
import dev.slipway.serving.settings.Settings;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.LoneModel;
import dev.slipway.serving.version.ModelMemory;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.openapi.ExampleRow;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A server of one model, or of the models in a folder, that keeps nothing. Where predictions are sent to sinks,
/// they wait in a log of its own, which is gone with the server.
public final class LoneServer implements AutoCloseable {
  private final ServingPlane plane;
  private final Observers observers;
  private final PassingLog log;
  private final Sinks sinks;
  private final Listener listener;
  private final WebServer web;
  private final Map<String, SlipwayException> failed;

  /// What answers: the plane with its models, and who may load others.
  ///
  /// @param folder where callers may load models by name
  /// @param failed why models of the folder are not answered for, by name
  private record Answering(
      ServingPlane plane,
      ModelRepository repository,
      Optional<FolderModels> folder,
      Map<String, SlipwayException> failed) {}

  private LoneServer(
      ServeSettings settings,
      Answering answering,
      Observers observers,
      PassingLog log,
      Sinks sinks,
      Listener listener,
      InstantSource clock) {
    this.plane = answering.plane;
    this.observers = observers;
    this.log = log;
    this.sinks = sinks;
    this.listener = listener;
    this.failed = answering.failed;
    ServerIdentity identity =
        new ServerIdentity(settings.listening().serverName(), Version.current());
    List<Measure> measures =
        Stream.of(observers.measures(), listener.measures(), sinks.measures())
            .flatMap(List::stream)
            .toList();
    HttpRouting.Builder routing = HttpRouting.builder();
    observers.register(routing, clock);
    new VertexRoutes(plane, settings.healthRoute(), settings.predictRoute()).register(routing);
    Settings changing = new Settings(observers.sampling(), settings.listening().changes());
    new SettingRoutes(plane, changing).register(routing);
    new ServingRoutes(plane, identity, answering.repository, measures).register(routing);
    new GrpcRoutes(plane, identity, answering.repository, changing).register(routing);
    answering.folder.ifPresent(folder -> new SageMakerRoutes(plane, folder).register(routing));
    ServingRoutes.registerMissing(routing, plane.refusals());
    this.web = listener.open(routing, plane);
  }

  public static LoneServer start(ServeSettings settings, Workshop workshop) {
    return start(settings, Observing.NOTHING, workshop);
  }

  public static LoneServer start(ServeSettings settings, Observing observing, Workshop workshop) {
    InstantSource clock = workshop.clock();
    Listener listener = Listener.of(settings.listening(), clock);
    Observers observers = Observers.open(observing);
    PassingLog log = PassingLog.open(observing, clock);
    try {
      Answering answering =
          settings.models()
              ? folder(settings, log.predictions(), workshop)
              : one(settings, log.predictions(), workshop);
      Sinks sinks = Sinks.open(observing.sinks(), log.predictions(), answering.plane::signature);
      return new LoneServer(settings, answering, observers, log, sinks, listener, clock);
    } catch (SlipwayException e) {
      log.close();
      observers.close();
      listener.close();
      throw e;
    }
  }

  private static Answering one(ServeSettings settings, PredictionLog log, Workshop workshop) {
    LoneModel models = new LoneModel(workshop.packages(), workshop.models());
    String endpoint = settings.name().orElseGet(() -> nameOf(settings.path(), workshop));
    LoadedVersion version = models.load(new VersionId(endpoint, 1), settings.path());
    ServingPlane plane =
        ServingPlane.single(
            endpoint, version, log, workshop.clock(), settings.listening().limits());
    return new Answering(plane, FixedModels.alone(plane), Optional.empty(), Map.of());
  }

  private static Answering folder(ServeSettings settings, PredictionLog log, Workshop workshop) {
    LoneModel models = new LoneModel(workshop.packages(), workshop.models());
    ModelPlaces places = new ModelPlaces(models, ModelMemory.ofHeap());
    ServingPlane plane =
        new ServingPlane(
            places,
            (_, _) -> Optional.empty(),
            log,
            workshop.clock(),
            settings.listening().limits());
    FolderModels folder =
        new FolderModels(settings.path(), places, plane, settings.listening().changes());
    Map<String, SlipwayException> failed = settings.loadAll() ? folder.loadAll() : Map.of();
    plane.restore(new RouteTable(List.of()));
    return new Answering(plane, folder, Optional.of(folder), failed);
  }

  private static String nameOf(Path path, Workshop workshop) {
    return Files.isRegularFile(path.resolve("package.json"))
        ? workshop.packages().read(path).name()
        : LoneModel.nameOf(path);
  }

  public URI uri() {
    return listener.uri(web);
  }

  /// What is answered for, by name.
  public List<Served> served() {
    return plane.served(Environment.PRODUCTION);
  }

  /// Why models of the folder are not answered for, by name.
  public Map<String, SlipwayException> failed() {
    return failed;
  }

  /// A request body such as training saw.
  public static String example(LoadedVersion version) {
    return Json.write(ExampleRow.of(version.signature(), version.training()));
  }

  /// Says that no more requests should be sent here, and answers those that come until they do not any more.
  public void settle() {
    plane.settle();
  }

  @Override
  public void close() {
    plane.drain();
    web.stop();
    observers.close();
    plane.close();
    sinks.close();
    log.close();
    listener.close();
  }
}
