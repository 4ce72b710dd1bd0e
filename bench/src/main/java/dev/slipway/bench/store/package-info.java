/// What the stores cost: the prediction log on the hot path, a durable write of the registry.
@NullMarked
package dev.slipway.bench.store;

import org.jspecify.annotations.NullMarked;
