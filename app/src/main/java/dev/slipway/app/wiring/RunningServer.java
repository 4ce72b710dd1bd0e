package dev.slipway.app.wiring;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.prediction.PredictionLog;
import dev.slipway.core.registry.PackageStore;
import dev.slipway.core.registry.Registry;
import dev.slipway.lifecycle.govern.Registrar;
import dev.slipway.lifecycle.outcome.PackagedModels;
import dev.slipway.lifecycle.release.EvidenceReader;
import dev.slipway.lifecycle.release.ReleaseLoop;
import dev.slipway.lifecycle.release.Releaser;
import dev.slipway.lifecycle.watch.Retraining;
import dev.slipway.lifecycle.watch.Watch;
import dev.slipway.lifecycle.watch.WatchLoop;
import dev.slipway.lifecycle.watch.Watcher;
import dev.slipway.server.api.ApiRoutes;
import dev.slipway.server.api.AuditResource;
import dev.slipway.server.api.EndpointResource;
import dev.slipway.server.api.FeedbackResource;
import dev.slipway.server.api.ForeignRequests;
import dev.slipway.server.api.ModelResource;
import dev.slipway.server.api.PackageResource;
import dev.slipway.server.api.ReleaseResource;
import dev.slipway.server.api.WatchResource;
import dev.slipway.server.console.ConsoleRoutes;
import dev.slipway.server.console.WatchedTraffic;
import dev.slipway.serving.grpc.GrpcRoutes;
import dev.slipway.serving.http.Measure;
import dev.slipway.serving.http.ServerIdentity;
import dev.slipway.serving.http.ServingRoutes;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.repository.FixedModels;
import dev.slipway.serving.settings.SettingRoutes;
import dev.slipway.serving.settings.Settings;
import dev.slipway.serving.version.ModelMemory;
import dev.slipway.serving.version.RegisteredVersions;
import dev.slipway.store.home.Home;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A whole server: the data plane, the API and the console on one port, over one home folder.
public final class RunningServer implements AutoCloseable {
  private static final long PACKAGE_LIMIT = 4L << 30;

  private final Home home;
  private final PredictionLog predictions;
  private final ServingPlane plane;
  private final ReleaseLoop releaseLoop;
  private final WatchLoop watchLoop;
  private final Listener listener;
  private final WebServer web;
  private final Observers observers;
  private final Sinks sinks;
  private final Map<String, String> notUp;

  private RunningServer(ServerSettings settings, Observing observing, Workshop workshop) {
    InstantSource clock = workshop.clock();
    PackageFolders folders = workshop.packages();

    listener = Listener.of(settings.listening(), clock);
    observers = Observers.open(observing);

    // Stores.
    home = Home.open(settings.home(), clock, folders);
    Registry registry = home.registry();
    PackageStore packages = home.packages();
    predictions = home.predictions();

    // Data plane.
    plane =
        new ServingPlane(
            new RegisteredVersions(
                registry, packages, folders, workshop.models(), ModelMemory.ofHeap()),
            (model, alias) -> registry.findByAlias(model, alias).map(v -> v.id()),
            predictions,
            clock,
            settings.listening().limits());
    plane.restore(home.routes().read());

    // Life cycle.
    PackagedModels models = new PackagedModels(registry, packages, folders);
    try {
      sinks = Sinks.open(observing.sinks(), predictions, models::signature);
    } catch (SlipwayException e) {
      closeAll(plane, predictions, home, observers, listener);
      throw e;
    }
    Registrar registrar = new Registrar(registry, packages, folders, home.auditLog(), clock);
    Releaser releaser =
        new Releaser(registry, home.releases(), home.routes(), plane, home.auditLog(), clock);
    notUp = releaser.reconcile();
    releaseLoop =
        new ReleaseLoop(
            home.releases(),
            new EvidenceReader(predictions, models),
            releaser,
            clock,
            settings.pause());
    Projects projects = new Projects(settings.projects());
    Watcher watcher = new Watcher(home.routes(), models, predictions, projects);
    Retraining retraining =
        new Retraining(
            predictions,
            models,
            workshop.tables(),
            new Rebuilds(projects, workshop, registry, packages, registrar),
            home.alerts(),
            home.auditLog(),
            clock,
            settings.home().resolve("retraining"));
    Watch watch =
        new Watch(watcher, projects, models, retraining, home.alerts(), home.auditLog(), clock);
    watchLoop = new WatchLoop(home.routes(), watch, projects, clock, settings.watchPause());

    // HTTP.
    ForeignRequests foreign = new ForeignRequests(settings.hostNames());
    HttpRouting.Builder routing = HttpRouting.builder();
    observers.register(routing, clock);
    ServerIdentity identity =
        new ServerIdentity(settings.listening().serverName(), Version.current());
    List<Measure> measures =
        Stream.of(observers.measures(), listener.measures(), sinks.measures())
            .flatMap(List::stream)
            .toList();
    Settings changing = new Settings(observers.sampling(), settings.listening().changes());
    new SettingRoutes(plane, changing).register(routing);
    new ServingRoutes(plane, identity, FixedModels.released(plane), measures).register(routing);
    new GrpcRoutes(plane, identity, FixedModels.released(plane), changing).register(routing);
    new ApiRoutes(
            foreign,
            List.of(
                new ModelResource(registry, packages, folders, models, registrar),
                new PackageResource(registrar, settings.home().resolve("uploads"), PACKAGE_LIMIT),
                new ReleaseResource(registry, home.routes(), home.releases(), releaser),
                new EndpointResource(
                    home.routes(), home.releases(), releaser, plane.traffic(), clock),
                new FeedbackResource(predictions, clock),
                new WatchResource(watcher, watch, home.alerts(), clock),
                new AuditResource(home.auditLog())))
        .register(routing);
    new ConsoleRoutes(
            registry,
            packages,
            folders,
            home.routes(),
            home.releases(),
            home.alerts(),
            home.auditLog(),
            plane.traffic(),
            new WatchedTraffic(watcher, home.routes(), projects, clock),
            registrar,
            releaser,
            foreign,
            clock)
        .register(routing);
    try {
      web = listener.open(routing, plane);
    } catch (SlipwayException e) {
      sinks.close();
      closeAll(plane, predictions, home, observers, listener);
      throw e;
    }
    releaseLoop.start();
    watchLoop.start();
  }

  /// Opens the home, brings every stored route up and answers. `HOME_IN_USE` and `ADDRESS_IN_USE` say what
  /// is in the way.
  public static RunningServer start(ServerSettings settings, Workshop workshop) {
    return start(settings, Observing.NOTHING, workshop);
  }

  public static RunningServer start(
      ServerSettings settings, Observing observing, Workshop workshop) {
    return new RunningServer(settings, observing, workshop);
  }

  private static void closeAll(
      ServingPlane plane,
      PredictionLog predictions,
      Home home,
      Observers observers,
      Listener listener) {
    plane.close();
    predictions.close();
    home.close();
    observers.close();
    listener.close();
  }

  public URI uri() {
    return listener.uri(web);
  }

  /// By endpoint, why it is not answered as it should be; empty where all are up.
  public Map<String, String> notUp() {
    return notUp;
  }

  /// Says that no more requests should be sent here, and answers those that come until they do not any more.
  public void settle() {
    plane.settle();
  }

  /// Stops without losing anything: requests under way are answered, then everything is flushed.
  @Override
  public void close() {
    plane.drain();
    web.stop();
    observers.close();
    watchLoop.close();
    releaseLoop.close();
    plane.close();
    sinks.close();
    predictions.close();
    home.close();
    listener.close();
  }
}
