package dev.slipway.serving.plane;

import dev.slipway.core.route.Environment;
import org.jspecify.annotations.Nullable;

/// Whom a request is for, as far as the caller says so.
///
/// @param urlVersion the version in the URL, which outranks everything
/// @param headerVersion a version number, a role such as `canary`, or an alias such as `champion`
/// @param key the sticky key: the same key gets the same variant while a route stands; without one the
///     prediction id decides
public record Address(
    String endpoint,
    Environment environment,
    @Nullable String urlVersion,
    @Nullable String headerVersion,
    @Nullable String key) {}
