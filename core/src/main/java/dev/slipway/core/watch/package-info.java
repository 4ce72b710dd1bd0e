/// What monitoring found: start at [DriftReport], [PerformanceReport] and [Alert].
@NullMarked
package dev.slipway.core.watch;

import org.jspecify.annotations.NullMarked;
