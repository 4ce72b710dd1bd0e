/// How good predictions were, with what is known of the error of each figure: start at [Confusion], [Auc], [Probabilities] and [Regression].
@NullMarked
package dev.slipway.stats.metric;

import org.jspecify.annotations.NullMarked;
