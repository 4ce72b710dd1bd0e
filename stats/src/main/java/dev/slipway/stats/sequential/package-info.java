/// Inference that stays valid however often one looks: start at [EventTest] for rare events, [DifferenceSequence] for means.
@NullMarked
package dev.slipway.stats.sequential;

import org.jspecify.annotations.NullMarked;
