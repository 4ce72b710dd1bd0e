package dev.slipway.server.api;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.Releases;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Routes;
import dev.slipway.lifecycle.release.Releaser;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Releases: what runs, what ran, and starting one.
public final class ReleaseResource implements ApiResource {
  private static final int HISTORY = 50;

  private final Registry registry;
  private final Routes routes;
  private final Releases releases;
  private final Releaser releaser;

  public ReleaseResource(Registry registry, Routes routes, Releases releases, Releaser releaser) {
    this.registry = registry;
    this.routes = routes;
    this.releases = releases;
    this.releaser = releaser;
  }

  @Override
  public void addTo(ApiRules rules) {
    rules.get("/releases", call -> new Listed(list(call)));
    rules.get("/releases/{id}", call -> found(call.path("id")));
    rules.create("/releases", call -> start(call.body(Start.class), call.by()));
  }

  record Listed(List<Release> releases) {}

  /// @param version `flight-delay:3`, or `flight-delay@champion` by alias
  /// @param endpoint the model's name where it is left out
  /// @param plan how the traffic grows; outside production it may be left out, and the version then gets all
  ///     of it at once
  /// @param atOnce says for production too that the version gets all of the traffic at once
  record Start(
      String version,
      Optional<String> endpoint,
      String environment,
      Optional<ReleasePlan> plan,
      Optional<Boolean> atOnce) {}

  private Release start(Start start, String by) {
    VersionId version = version(Call.required("version", start.version()));
    Environment environment = Call.environment(Call.required("environment", start.environment()));
    return releaser.start(
        version,
        start.endpoint().orElse(version.model()),
        environment,
        plan(start, environment),
        by);
  }

  private static ReleasePlan plan(Start start, Environment environment) {
    boolean atOnce = start.atOnce().orElse(environment != Environment.PRODUCTION);
    if (start.plan().isEmpty() && !atOnce) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "a release to production needs a 'plan' that says how its traffic grows; to switch without a"
              + " canary, send \"at_once\": true");
    }
    return start.plan().orElse(ReleasePlan.basic());
  }

  private VersionId version(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      return VersionId.parse(text);
    }
    String model = text.substring(0, at);
    String alias = text.substring(at + 1);
    return registry
        .findByAlias(model, alias)
        .orElseThrow(() ->
            new SlipwayException(
                ErrorCode.NOT_FOUND, "no version of %s has the alias %s".formatted(model, alias)))
        .id();
  }

  private List<Release> list(Call call) {
    int limit = call.query("limit", HISTORY, 1000);
    Optional<String> endpoint = call.query("endpoint");
    Stream<Release> all =
        endpoint.isPresent()
            ? releases.of(endpoint.get(), call.environment(), limit).stream()
            : Stream.concat(
                releases.running().stream(),
                routes.read().routes().stream()
                    .flatMap(r -> releases.of(r.endpoint(), r.environment(), limit).stream()));
    return all.distinct()
        .sorted(Comparator.comparing(Release::startedAt).reversed())
        .limit(limit)
        .toList();
  }

  private Release found(String id) {
    return releases
        .find(id)
        .orElseThrow(() -> new SlipwayException(ErrorCode.NOT_FOUND, "there is no release " + id));
  }
}
