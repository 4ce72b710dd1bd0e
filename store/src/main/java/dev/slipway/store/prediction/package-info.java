/// The prediction log as files: start at [SegmentedPredictionLog].
@NullMarked
package dev.slipway.store.prediction;

import org.jspecify.annotations.NullMarked;
