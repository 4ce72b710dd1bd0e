/// Scores held-out rows and compares them with the truth: start at [Evaluator].
@NullMarked
package dev.slipway.lifecycle.evaluation;

import org.jspecify.annotations.NullMarked;
