/// The control plane's HTTP API under `/api/v1`: start at [ApiRoutes].
@NullMarked
package dev.slipway.server.api;

import org.jspecify.annotations.NullMarked;
