/// XGBoost models saved as JSON or UBJSON: [Booster] is the model, [XgboostFormat] the file.
@NullMarked
package dev.slipway.scoring.xgboost;

import org.jspecify.annotations.NullMarked;
