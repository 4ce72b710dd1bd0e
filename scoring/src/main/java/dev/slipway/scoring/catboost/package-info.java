/// CatBoost's models. [CatboostFormat] is the file; [CbmReader] and [JsonReader] read it into [ModelParts],
/// which [CatboostModel] puts onto the tree engine behind an [Encoding] of its categories.
@NullMarked
package dev.slipway.scoring.catboost;

import org.jspecify.annotations.NullMarked;
