package dev.slipway.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Routes;
import dev.slipway.core.route.Variant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What all [Routes] do.
public abstract class RoutesContract {
  /// The same, empty routes for the whole of one test.
  protected abstract Routes routes();

  @Test
  void areEmptyAtFirst() {
    assertThat(routes().read().routes()).isEmpty();
  }

  @Test
  void keepOneRouteForEachEndpointAndEnvironment() {
    Route staging = route("late", Environment.STAGING, 1, 0);
    Route production = route("late", Environment.PRODUCTION, 1, 0);
    Route canary = route("late", Environment.PRODUCTION, 1, 500);
    routes().write(staging);
    routes().write(production);
    routes().write(canary);

    assertThat(routes().read().routes()).containsExactlyInAnyOrder(staging, canary);
    assertThat(routes().read().find("late", Environment.PRODUCTION)).contains(canary);
    assertThat(routes().read().find("late", Environment.TEST)).isEmpty();
  }

  private static Route route(String endpoint, Environment environment, int version, int canary) {
    Variant primary =
        new Variant(new VersionId(endpoint, version), Variant.Role.PRIMARY, Route.WHOLE - canary);
    Variant candidate =
        new Variant(new VersionId(endpoint, version + 1), Variant.Role.CANARY, canary);
    return new Route(endpoint, environment, "salt", List.of(primary, candidate));
  }
}
