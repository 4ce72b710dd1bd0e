/// The protocol of MLflow's scoring server: start at [ScoringRequest] and [ScoringReply].
@NullMarked
package dev.slipway.wire.mlflowscoring;

import org.jspecify.annotations.NullMarked;
