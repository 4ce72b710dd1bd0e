/// The plain form of a prediction, as people write it by hand: start at [PredictRequest] and
/// [PredictReply].
@NullMarked
package dev.slipway.wire.predict;

import org.jspecify.annotations.NullMarked;
