package dev.slipway.server.console;

import dev.slipway.core.audit.AuditLog;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The page of one version: what it is, where it came from, how it was judged and who let it pass.
final class VersionPage {
  private static final int CHANGES = 50;

  private final Registry registry;
  private final Shelf shelf;
  private final Routes routes;
  private final AuditLog auditLog;

  VersionPage(Registry registry, Shelf shelf, Routes routes, AuditLog auditLog) {
    this.registry = registry;
    this.shelf = shelf;
    this.routes = routes;
    this.auditLog = auditLog;
  }

  /// @param unreadable why the package cannot be shown, empty where it can
  /// @param next what a release of this version may do now
  record View(
      String model,
      String modelLink,
      String number,
      String page,
      List<String> aliases,
      List<Named> tags,
      Badge checked,
      Badge approved,
      Optional<Approval> approval,
      List<String> serving,
      String digest,
      String registeredBy,
      Moment registered,
      Optional<PackageView> contents,
      String unreadable,
      Next next,
      List<ChangeRow> changes) {}

  record Approval(String by, Moment when, String reason) {}

  /// @param staging and `production`: whether a button for it is shown
  record Next(String endpoint, boolean staging, boolean production) {}

  View view(String model, int number, Instant now) {
    ModelVersion version = find(registry, model, number);
    Shelf.Reading reading = shelf.read(version.packageDigest());
    return new View(
        model,
        Links.model(model),
        "v" + number,
        Links.version(version.id()),
        List.copyOf(version.aliases()),
        version.tags().entrySet().stream().map(t -> new Named(t.getKey(), t.getValue())).toList(),
        checked(version),
        approved(version),
        version.approval().map(a -> new Approval(a.by(), Moment.of(a.at(), now), a.reason())),
        ModelPage.serving(version, routes),
        version.packageDigest().hex(),
        version.registeredBy(),
        Moment.of(version.registeredAt(), now),
        reading.whole().map(whole -> PackageView.of(whole, champion(version), now)),
        switch (reading) {
          case Shelf.Whole _ -> "";
          case Shelf.Unreadable unreadable -> unreadable.reason();
        },
        next(version),
        auditLog.about(version.id().toString(), CHANGES).stream()
            .map(e -> ChangeRow.of(e, now))
            .toList());
  }

  static ModelVersion find(Registry registry, String model, int number) {
    return registry
        .find(new VersionId(model, number))
        .orElseThrow(() ->
            new SlipwayException(
                ErrorCode.NOT_FOUND,
                "no version %d of '%s'; its page lists those there are".formatted(number, model)));
  }

  static Badge checked(ModelVersion version) {
    return version.checked().map(Badge::of).orElse(new Badge("not checked", Tone.QUIET));
  }

  static Badge approved(ModelVersion version) {
    return version.approval().isPresent()
        ? new Badge("approved", Tone.GOOD)
        : new Badge("waits for approval", Tone.WARN);
  }

  /// The champion's package, where it is another version than this.
  private Optional<Shelf.Whole> champion(ModelVersion version) {
    return registry
        .findByAlias(version.id().model(), "champion")
        .filter(c -> !c.id().equals(version.id()))
        .flatMap(c -> shelf.read(c.packageDigest()).whole());
  }

  /// The endpoint is the one where the model answers already, else one of its own name.
  private Next next(ModelVersion version) {
    String model = version.id().model();
    List<Route> own =
        routes.read().routes().stream()
            .filter(r -> r.variants().stream().anyMatch(v -> v.version().model().equals(model)))
            .toList();
    String endpoint = own.stream().map(Route::endpoint).findFirst().orElse(model);
    boolean inStaging = answers(own, version.id(), Environment.STAGING);
    boolean inProduction = answers(own, version.id(), Environment.PRODUCTION);
    return new Next(
        endpoint,
        !inStaging && !inProduction,
        inStaging && !inProduction && version.approval().isPresent());
  }

  private static boolean answers(List<Route> routes, VersionId id, Environment environment) {
    return routes.stream()
        .filter(r -> r.environment() == environment)
        .anyMatch(r -> r.variants().stream().anyMatch(v -> v.version().equals(id)));
  }
}
