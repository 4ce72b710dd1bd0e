/// What answers at an endpoint: start at [RouteTable].
@NullMarked
package dev.slipway.core.route;

import org.jspecify.annotations.NullMarked;
