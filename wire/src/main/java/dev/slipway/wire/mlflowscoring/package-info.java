/// The protocol of MLflow's scoring server: start at [ScoringRequest].
@NullMarked
package dev.slipway.wire.mlflowscoring;

import org.jspecify.annotations.NullMarked;
