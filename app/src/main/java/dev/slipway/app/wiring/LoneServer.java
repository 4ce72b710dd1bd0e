package dev.slipway.app.wiring;

import dev.slipway.core.error.SlipwayException;
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
import dev.slipway.serving.settings.SettingRoutes;
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

  private LoneServer(
      ServingPlane plane,
      Observers observers,
      PassingLog log,
      Sinks sinks,
      Listener listener,
      WebServer web,
      Map<String, SlipwayException> failed) {
    this.plane = plane;
    this.observers = observers;
    this.log = log;
    this.sinks = sinks;
    this.listener = listener;
    this.web = web;
    this.failed = failed;
  }

  public static LoneServer start(ServeSettings settings, Workshop workshop) {
    return start(settings, Observing.NOTHING, workshop);
  }

  public static LoneServer start(ServeSettings settings, Observing observing, Workshop workshop) {
    LoneModel models = new LoneModel(workshop.packages(), workshop.models());
    Listener listener = Listener.of(settings.listening(), workshop.clock());
    Observers observers = Observers.open(observing);
    PassingLog log = PassingLog.open(observing, workshop.clock());
    try {
      return settings.models()
          ? ofFolder(settings, models, listener, observers, log, observing, workshop)
          : ofOne(settings, models, listener, observers, log, observing, workshop);
    } catch (SlipwayException e) {
      log.close();
      observers.close();
      listener.close();
      throw e;
    }
  }

  private static LoneServer ofOne(
      ServeSettings settings,
      LoneModel models,
      Listener listener,
      Observers observers,
      PassingLog log,
      Observing observing,
      Workshop workshop) {
    String endpoint = settings.name().orElseGet(() -> nameOf(settings.path(), workshop));
    LoadedVersion version = models.load(new VersionId(endpoint, 1), settings.path());
    ServingPlane plane =
        ServingPlane.single(
            endpoint, version, log.predictions(), workshop.clock(), settings.listening().limits());
    Sinks sinks = Sinks.open(observing.sinks(), log.predictions(), plane::signature);
    HttpRouting.Builder routing = HttpRouting.builder();
    observers.register(routing, workshop.clock());
    new VertexRoutes(plane, settings.healthRoute(), settings.predictRoute()).register(routing);
    new SettingRoutes(plane, observers.sampling()).register(routing);
    new ServingRoutes(
            plane,
            identity(settings),
            FixedModels.alone(plane),
            measures(listener, observers, sinks))
        .register(routing);
    new GrpcRoutes(plane, identity(settings), FixedModels.alone(plane)).register(routing);
    return open(plane, listener, observers, log, sinks, routing, Map.of());
  }

  private static LoneServer ofFolder(
      ServeSettings settings,
      LoneModel models,
      Listener listener,
      Observers observers,
      PassingLog log,
      Observing observing,
      Workshop workshop) {
    ModelPlaces places = new ModelPlaces(models, ModelMemory.ofHeap());
    ServingPlane plane =
        new ServingPlane(
            places,
            (_, _) -> Optional.empty(),
            log.predictions(),
            workshop.clock(),
            settings.listening().limits());
    Sinks sinks = Sinks.open(observing.sinks(), log.predictions(), plane::signature);
    FolderModels folder = new FolderModels(settings.path(), places, plane);
    Map<String, SlipwayException> failed = settings.loadAll() ? folder.loadAll() : Map.of();
    plane.restore(new RouteTable(List.of()));
    HttpRouting.Builder routing = HttpRouting.builder();
    observers.register(routing, workshop.clock());
    new VertexRoutes(plane, settings.healthRoute(), settings.predictRoute()).register(routing);
    new SettingRoutes(plane, observers.sampling()).register(routing);
    new ServingRoutes(plane, identity(settings), folder, measures(listener, observers, sinks))
        .register(routing);
    new GrpcRoutes(plane, identity(settings), folder).register(routing);
    new SageMakerRoutes(plane, folder).register(routing);
    return open(plane, listener, observers, log, sinks, routing, failed);
  }

  private static LoneServer open(
      ServingPlane plane,
      Listener listener,
      Observers observers,
      PassingLog log,
      Sinks sinks,
      HttpRouting.Builder routing,
      Map<String, SlipwayException> failed) {
    ServingRoutes.registerMissing(routing, plane.refusals());
    WebServer web = listener.open(routing, plane);
    return new LoneServer(plane, observers, log, sinks, listener, web, failed);
  }

  private static List<Measure> measures(Listener listener, Observers observers, Sinks sinks) {
    return Stream.of(observers.measures(), listener.measures(), sinks.measures())
        .flatMap(List::stream)
        .toList();
  }

  private static ServerIdentity identity(ServeSettings settings) {
    return new ServerIdentity(settings.listening().serverName(), Version.current());
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
