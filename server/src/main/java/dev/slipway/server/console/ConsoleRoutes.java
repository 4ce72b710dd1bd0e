package dev.slipway.server.console;

import dev.slipway.core.audit.AuditLog;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.registry.PackageStore;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.release.Releases;
import dev.slipway.core.route.Routes;
import dev.slipway.core.traffic.Traffic;
import dev.slipway.core.watch.Alerts;
import dev.slipway.lifecycle.govern.Registrar;
import dev.slipway.lifecycle.release.Releaser;
import dev.slipway.server.api.ForeignRequests;
import dev.slipway.wire.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.Optional;

/// The pages of the console as HTTP routes. Thread-safe.
///
/// Live parts of a page ask for themselves again; everything else works without scripts.
public final class ConsoleRoutes {
  private final Pages pages;
  private final Assets assets = new Assets();
  private final OverviewPage overview;
  private final EndpointPage endpoint;
  private final ModelPage model;
  private final VersionPage version;
  private final ChangesPage changes;
  private final AlertsPage alerts;
  private final Forms forms;
  private final ForeignRequests foreign;
  private final InstantSource clock;

  public ConsoleRoutes(
      Registry registry,
      PackageStore packages,
      PackageFolders folders,
      Routes routes,
      Releases releases,
      Alerts alerts,
      AuditLog auditLog,
      Traffic traffic,
      Findings findings,
      Registrar registrar,
      Releaser releaser,
      ForeignRequests foreign,
      InstantSource clock) {
    Shelf shelf = new Shelf(packages, folders);
    Lives lives = new Lives(registry, shelf, routes, releases, alerts);
    this.pages = new Pages(assets, alerts);
    this.overview = new OverviewPage(registry, routes, releases, alerts, auditLog, traffic, lives);
    this.endpoint = new EndpointPage(registry, shelf, routes, releases, alerts, traffic, findings);
    this.model = new ModelPage(registry, shelf, routes, traffic, lives);
    this.version = new VersionPage(registry, shelf, routes, auditLog);
    this.changes = new ChangesPage(auditLog);
    this.alerts = new AlertsPage(alerts);
    this.forms = new Forms(registrar, releaser);
    this.foreign = foreign;
    this.clock = clock;
  }

  /// To be called after every other route was registered: what no route answers becomes a page that says
  /// so, for those who asked for a page.
  public void register(HttpRouting.Builder routing) {
    routing
        .get(Assets.PATH, assets::send)
        .get("/", page(this::overview))
        .get("/console/overview", page(this::overviewPart))
        .get("/endpoints/{endpoint}", page(this::endpoint))
        .get("/console/endpoints/{endpoint}/figures", page(this::endpointFigures))
        .get("/console/endpoints/{endpoint}/events", page(this::endpointEvents))
        .get("/console/endpoints/{endpoint}/watch", page(this::endpointWatch))
        .get("/console/endpoints/{endpoint}/series", page(this::series))
        .get("/models/{model}", page(this::model))
        .get("/models/{model}/versions/{number}", page(this::version))
        .get("/audit", page(this::changes))
        .get("/alerts", page(this::alerts))
        .post("/models/{model}/versions/{number}/approval", page(forms::approve))
        .post("/models/{model}/versions/{number}/staging", page(forms::stage))
        .post("/endpoints/{endpoint}/rollback", page(forms::rollBack))
        .get("/{+path}", this::missing);
  }

  private void overview(ServerRequest request, ServerResponse response) {
    pages.send(
        response,
        Status.OK_200,
        "overview.jte",
        "Overview",
        Frame.Section.OVERVIEW,
        overview.view(clock.instant()));
  }

  private void overviewPart(ServerRequest request, ServerResponse response) {
    pages.sendPart(response, "overviewLive.jte", overview.view(clock.instant()));
  }

  private void endpoint(ServerRequest request, ServerResponse response) {
    String name = parameter(request, "endpoint");
    EndpointPage.View view =
        endpoint.view(name, environment(request), address(request), clock.instant());
    pages.send(response, Status.OK_200, "endpoint.jte", name, Frame.Section.NONE, view);
  }

  private static String address(ServerRequest request) {
    return (request.isSecure() ? "https://" : "http://") + request.authority();
  }

  private void endpointFigures(ServerRequest request, ServerResponse response) {
    pages.sendPart(
        response,
        "endpointFigures.jte",
        endpoint.live(parameter(request, "endpoint"), environment(request), clock.instant()));
  }

  private void endpointEvents(ServerRequest request, ServerResponse response) {
    pages.sendPart(
        response,
        "endpointEvents.jte",
        endpoint.live(parameter(request, "endpoint"), environment(request), clock.instant()));
  }

  private void endpointWatch(ServerRequest request, ServerResponse response) {
    pages.sendPart(
        response,
        "endpointWatch.jte",
        endpoint.watch(parameter(request, "endpoint"), environment(request), clock.instant()));
  }

  private void series(ServerRequest request, ServerResponse response) {
    LiveTraffic.Series series =
        endpoint.series(parameter(request, "endpoint"), environment(request), clock.instant());
    response
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(Json.write(series));
  }

  private void model(ServerRequest request, ServerResponse response) {
    String name = parameter(request, "model");
    pages.send(
        response,
        Status.OK_200,
        "model.jte",
        name,
        Frame.Section.NONE,
        model.view(name, clock.instant()));
  }

  private void version(ServerRequest request, ServerResponse response) {
    String name = parameter(request, "model");
    int number = number(request);
    pages.send(
        response,
        Status.OK_200,
        "version.jte",
        name + " v" + number,
        Frame.Section.NONE,
        version.view(name, number, clock.instant()));
  }

  private void changes(ServerRequest request, ServerResponse response) {
    String query = request.query().first("q").asOptional().orElse("");
    pages.send(
        response,
        Status.OK_200,
        "changes.jte",
        "Change log",
        Frame.Section.CHANGES,
        changes.view(query, clock.instant()));
  }

  private void alerts(ServerRequest request, ServerResponse response) {
    pages.send(
        response,
        Status.OK_200,
        "alerts.jte",
        "Alerts",
        Frame.Section.ALERTS,
        alerts.view(clock.instant()));
  }

  private void missing(ServerRequest request, ServerResponse response) {
    if (!request.headers().value(HeaderNames.ACCEPT).orElse("").contains("text/html")) {
      response.next();
      return;
    }
    problem(
        response,
        new SlipwayException(
            ErrorCode.NOT_FOUND,
            "nothing is at %s; the overview leads to everything there is"
                .formatted(request.path().path())));
  }

  /// Refuses what a foreign site sent, and shows what a page throws as a page.
  private Handler page(Handler handler) {
    return (request, response) -> {
      try {
        foreign.refuse(request);
        handler.handle(request, response);
      } catch (SlipwayException e) {
        problem(response, e);
      }
    };
  }

  private void problem(ServerResponse response, SlipwayException problem) {
    ProblemPage.View view = ProblemPage.view(problem);
    pages.send(
        response,
        Status.create(view.status()),
        "problem.jte",
        view.title(),
        Frame.Section.NONE,
        view);
  }

  private static String parameter(ServerRequest request, String name) {
    return request.path().pathParameters().get(name);
  }

  private static Optional<String> environment(ServerRequest request) {
    return request.query().first("environment").asOptional();
  }

  static int number(ServerRequest request) {
    String number = parameter(request, "number");
    try {
      return Integer.parseInt(number);
    } catch (NumberFormatException e) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND, "'%s' is no version: versions count from 1".formatted(number), e);
    }
  }
}
