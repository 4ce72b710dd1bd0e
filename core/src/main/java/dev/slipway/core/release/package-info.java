/// Moving a version to an endpoint, step by step: start at [Release].
@NullMarked
package dev.slipway.core.release;

import org.jspecify.annotations.NullMarked;
