/// Predictions as CloudEvents 1.0: start at [PredictionEvents], which makes a [CloudEvent].
@NullMarked
package dev.slipway.wire.cloudevents;

import org.jspecify.annotations.NullMarked;
