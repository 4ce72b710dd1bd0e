/// Intervals for rates and for the comparison of two rates: start at [Rate].
@NullMarked
package dev.slipway.stats.interval;

import org.jspecify.annotations.NullMarked;
