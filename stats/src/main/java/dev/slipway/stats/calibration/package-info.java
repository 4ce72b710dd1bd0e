/// Probabilities that mean what they say, and performance estimated from them without labels: start at [Isotonic] and [ConfidencePerformance].
@NullMarked
package dev.slipway.stats.calibration;

import org.jspecify.annotations.NullMarked;
