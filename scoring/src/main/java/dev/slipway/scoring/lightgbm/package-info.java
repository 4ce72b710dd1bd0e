/// LightGBM's text models: [LightgbmModel] is the model, [LightgbmFormat] the file.
@NullMarked
package dev.slipway.scoring.lightgbm;

import org.jspecify.annotations.NullMarked;
