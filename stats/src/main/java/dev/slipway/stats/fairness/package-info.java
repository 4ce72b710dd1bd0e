/// Whether a model treats groups alike, as far as the evidence goes: start at [FairnessGate].
@NullMarked
package dev.slipway.stats.fairness;

import org.jspecify.annotations.NullMarked;
