package dev.slipway.scoring.catboost;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;

/// Why a model is not read.
final class Refusal {
  private Refusal() {}

  static SlipwayException unsupported(String what) {
    return new SlipwayException(
        ErrorCode.UNSUPPORTED_MODEL,
        "CatBoost's %s are not supported; train without them, or serve the model with a Python worker"
            .formatted(abbreviated(what)));
  }

  static SlipwayException corrupt(String how) {
    return new SlipwayException(
        ErrorCode.CORRUPT_MODEL,
        "the CatBoost model %s; export it again".formatted(abbreviated(how)));
  }

  private static String abbreviated(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
