package dev.slipway.server.api;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.release.Releases;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Routes;
import dev.slipway.core.traffic.Traffic;
import dev.slipway.lifecycle.release.Releaser;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Endpoints: who answers, how it goes, and taking a release back.
public final class EndpointResource implements ApiResource {
  private final Routes routes;
  private final Releases releases;
  private final Releaser releaser;
  private final Traffic traffic;
  private final InstantSource clock;

  public EndpointResource(
      Routes routes, Releases releases, Releaser releaser, Traffic traffic, InstantSource clock) {
    this.routes = routes;
    this.releases = releases;
    this.releaser = releaser;
    this.traffic = traffic;
    this.clock = clock;
  }

  @Override
  public void addTo(ApiRules rules) {
    rules.get(
        "/endpoints", _ -> new Endpoints(routes.read().routes().stream().map(this::view).toList()));
    rules.get(
        "/endpoints/{endpoint}", call -> view(found(call.path("endpoint"), call.environment())));
    rules.post(
        "/endpoints/{endpoint}/rollback",
        call -> {
          Rollback rollback = call.body(Rollback.class);
          return releaser.rollback(
              call.path("endpoint"),
              rollback.environment().map(Call::environment).orElse(Environment.PRODUCTION),
              call.by(),
              rollback.reason().filter(r -> !r.isBlank()).orElse("rolled back by hand"));
        });
  }

  record Endpoints(List<EndpointView> endpoints) {}

  record Rollback(Optional<String> environment, Optional<String> reason) {}

  private EndpointView view(Route route) {
    return new EndpointView(
        route.endpoint(),
        route.environment(),
        route,
        releases.of(route.endpoint(), route.environment(), 1).stream().findFirst(),
        traffic.of(route.endpoint(), route.environment()).stream()
            .map(variant -> VariantView.of(variant, clock.instant()))
            .toList());
  }

  private Route found(String endpoint, Environment environment) {
    return routes
        .read()
        .find(endpoint, environment)
        .orElseThrow(() ->
            new SlipwayException(
                ErrorCode.NOT_FOUND,
                "nothing answers at endpoint '%s' in %s; release a version there first"
                    .formatted(endpoint, environment.label())));
  }
}
