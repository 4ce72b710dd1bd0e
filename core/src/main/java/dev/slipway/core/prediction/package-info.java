/// What was predicted and what turned out true: start at [PredictionLog].
@NullMarked
package dev.slipway.core.prediction;

import org.jspecify.annotations.NullMarked;
