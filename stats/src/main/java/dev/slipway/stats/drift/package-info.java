/// Whether a window of rows still looks like the reference: start at [DriftTest].
@NullMarked
package dev.slipway.stats.drift;

import org.jspecify.annotations.NullMarked;
