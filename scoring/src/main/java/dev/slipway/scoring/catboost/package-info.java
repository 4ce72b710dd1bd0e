/// CatBoost's JSON models: [CatboostFormat] reads them onto the tree engine.
@NullMarked
package dev.slipway.scoring.catboost;

import org.jspecify.annotations.NullMarked;
