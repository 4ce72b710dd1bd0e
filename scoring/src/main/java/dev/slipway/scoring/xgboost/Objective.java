package dev.slipway.scoring.xgboost;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.engine.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What a booster was trained for: how its base score becomes a margin, and its margin a prediction.
enum Objective {
  IDENTITY(FloatLink.IDENTITY),
  LOGISTIC(FloatLink.LOGISTIC),
  BINARY_LOGISTIC(FloatLink.BINARY_LOGISTIC),
  BINARY_MARGIN(FloatLink.IDENTITY),
  BINARY_LABEL(FloatLink.POSITIVE),
  MULTICLASS(FloatLink.SOFTMAX),
  LOG(FloatLink.EXP);

  private final FloatLink link;

  Objective(FloatLink link) {
    this.link = link;
  }

  static Objective of(String name) {
    return switch (name) {
      case "reg:squarederror",
          "reg:linear",
          "reg:squaredlogerror",
          "reg:pseudohubererror",
          "reg:absoluteerror",
          "reg:quantileerror",
          "reg:expectileerror",
          "rank:pairwise",
          "rank:ndcg",
          "rank:map" ->
          IDENTITY;
      case "reg:logistic" -> LOGISTIC;
      case "binary:logistic" -> BINARY_LOGISTIC;
      case "binary:logitraw" -> BINARY_MARGIN;
      case "binary:hinge" -> BINARY_LABEL;
      case "multi:softprob", "multi:softmax" -> MULTICLASS;
      case "count:poisson", "reg:gamma", "reg:tweedie", "survival:aft", "survival:cox" -> LOG;
      default ->
          throw new SlipwayException(
              ErrorCode.UNSUPPORTED_MODEL,
              "XGBoost's objective '%s' is not supported; serve the model with a Python worker"
                  .formatted(name));
    };
  }

  Link link() {
    return link;
  }

  /// The margin that a base score stands for, in float32.
  float margin(float base) {
    return switch (this) {
      case LOGISTIC, BINARY_LOGISTIC -> -(float) Math.log(1f / base - 1f);
      case LOG -> (float) Math.log(base);
      case IDENTITY, BINARY_MARGIN, BINARY_LABEL, MULTICLASS -> base;
    };
  }

  /// What comes out where a booster has `groups` margins; its classes are numbers.
  Output output(int groups) {
    return switch (this) {
      case IDENTITY, LOGISTIC, LOG -> new Output.Values(names(groups));
      case BINARY_LOGISTIC -> new Output.Probabilities(classes(2));
      case BINARY_MARGIN -> new Output.Decision(classes(2));
      case BINARY_LABEL -> new Output.Label(classes(2));
      case MULTICLASS -> new Output.Probabilities(classes(groups));
    };
  }

  private static List<String> names(int groups) {
    if (groups == 1) {
      return List.of("prediction");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      names.add("prediction_" + i);
    }
    return names;
  }

  private static Classes classes(int count) {
    return new Classes(
        IntStream.range(0, count).mapToObj(Integer::toString).toList(), ColumnType.INTEGER);
  }
}
