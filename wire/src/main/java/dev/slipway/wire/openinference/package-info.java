/// The Open Inference Protocol, version 2, as JSON: start at [InferRequest] and [InferReply].
@NullMarked
package dev.slipway.wire.openinference;

import org.jspecify.annotations.NullMarked;
