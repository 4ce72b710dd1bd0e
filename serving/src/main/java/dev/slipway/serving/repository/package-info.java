/// Models that callers may load and unload by name: start at [ModelRepository].
@NullMarked
package dev.slipway.serving.repository;

import org.jspecify.annotations.NullMarked;
