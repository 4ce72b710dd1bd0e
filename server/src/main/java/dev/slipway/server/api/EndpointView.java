package dev.slipway.server.api;

import dev.slipway.core.release.Release;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import java.util.List;
import java.util.Optional;

/// An endpoint as it is now.
///
/// @param release the newest, running or ended
/// @param traffic of the last minute, by variant
record EndpointView(
    String endpoint,
    Environment environment,
    Route route,
    Optional<Release> release,
    List<VariantView> traffic) {}
