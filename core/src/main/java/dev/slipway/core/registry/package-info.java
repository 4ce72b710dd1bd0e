/// Registered model versions: start at [Registry].
@NullMarked
package dev.slipway.core.registry;

import org.jspecify.annotations.NullMarked;
