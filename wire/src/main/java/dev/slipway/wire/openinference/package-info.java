/// The Open Inference Protocol, version 2, as JSON and as messages of gRPC: start at [InferRequest],
/// and at [InferReply] or [InferMessage].
@NullMarked
package dev.slipway.wire.openinference;

import org.jspecify.annotations.NullMarked;
