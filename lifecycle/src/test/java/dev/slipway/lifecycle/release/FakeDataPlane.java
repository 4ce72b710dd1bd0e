package dev.slipway.lifecycle.release;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.DataPlane;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Variant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A data plane that remembers what it was told and fails the golden rows of chosen versions.
final class FakeDataPlane implements DataPlane {
  final List<Route> published = new ArrayList<>();
  final Map<String, Route> live = new HashMap<>();
  final Set<VersionId> corrupt = new HashSet<>();

  @Override
  public void publish(Route route) {
    for (Variant variant : route.variants()) {
      if (corrupt.contains(variant.version())) {
        throw new SlipwayException(
            ErrorCode.CORRUPT_PACKAGE, variant.version() + " disagrees with golden row 3");
      }
    }
    published.add(route);
    live.put(route.environment() + "/" + route.endpoint(), route);
  }
}
