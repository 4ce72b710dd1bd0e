/// Predictions read together with their truths: start at [OutcomeReader].
@NullMarked
package dev.slipway.lifecycle.outcome;

import org.jspecify.annotations.NullMarked;
