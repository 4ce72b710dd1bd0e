package dev.slipway.lifecycle.release;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.release.Release;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Variant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the history of releases at one endpoint amounts to. A release that was rolled back or gave up
/// counts as if it had never been, so the newest of the others, the one that stands, decides the route.
/// The stored route is only a copy of this and can always be made again.
///
/// @param history the releases of one endpoint and environment, newest first
record Standing(List<Release> history) {
  Standing {
    history = List.copyOf(history);
  }

  /// The release that decides the route.
  Optional<Release> release() {
    return history.stream().filter(Standing::stands).findFirst();
  }

  /// The version that answers, or, while a canary is compared with it, answers the rest.
  Optional<VersionId> answering() {
    return history.stream()
        .filter(r -> r.state() == Release.State.PROMOTED)
        .findFirst()
        .map(Release::candidate);
  }

  /// The moment a new release starts: now, but after every earlier one even where the clock was set back,
  /// since their order decides the route.
  Instant later(Instant now) {
    return history.stream()
        .map(release -> release.startedAt().plusMillis(1))
        .filter(now::isBefore)
        .max(Instant::compareTo)
        .orElse(now);
  }

  /// Empty before the first release.
  Optional<Route> route() {
    return release().map(Standing::route);
  }

  /// The route while, or after, this release runs.
  static Route route(Release release) {
    if (release.running() && dividesTraffic(release)) {
      int weight = release.plan().steps().get(release.step());
      return new Route(
          release.endpoint(),
          release.environment(),
          release.id(),
          List.of(
              new Variant(release.candidate(), Variant.Role.CANARY, weight),
              new Variant(
                  release.baseline().orElseThrow(), Variant.Role.PRIMARY, Route.WHOLE - weight)));
    }
    return new Route(
        release.endpoint(),
        release.environment(),
        release.id(),
        List.of(new Variant(release.candidate(), Variant.Role.PRIMARY, Route.WHOLE)));
  }

  /// Whether a release compares two versions. The first version of an endpoint has nothing to be compared
  /// with and gets all of the traffic, whatever the plan says.
  static boolean dividesTraffic(Release release) {
    return switch (release.plan().strategy()) {
      case BASIC -> false;
      case CANARY -> release.baseline().isPresent();
    };
  }

  private static boolean stands(Release release) {
    return switch (release.state()) {
      case RUNNING, PROMOTED -> true;
      case ROLLED_BACK, INCONCLUSIVE -> false;
    };
  }
}
