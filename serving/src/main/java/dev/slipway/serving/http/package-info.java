/// The data plane over HTTP: start at [ServingRoutes].
@NullMarked
package dev.slipway.serving.http;

import org.jspecify.annotations.NullMarked;
