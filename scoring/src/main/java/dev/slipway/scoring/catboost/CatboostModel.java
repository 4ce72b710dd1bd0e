package dev.slipway.scoring.catboost;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.document.Document;
import dev.slipway.scoring.engine.DoubleLink;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.tree.Comparison;
import dev.slipway.scoring.tree.Forest;
import dev.slipway.scoring.tree.Precision;
import java.util.List;
import java.util.stream.IntStream;

/// A CatBoost model of numeric features, as `save_model(format='json')` writes it.
record CatboostModel(
    String version, String loss, Signature signature, Engine engine, Forest forest) {
  private static final int MOST_OUTPUTS = 1 << 14;

  static CatboostModel read(byte[] bytes, String what) {
    Document model = Document.json(bytes, what);
    if (!model.has("oblivious_trees")) {
      throw new SlipwayException(
          ErrorCode.UNSUPPORTED_MODEL,
          "CatBoost's trees of grow_policy Lossguide or Depthwise are not supported; serve the model"
              + " with a Python worker");
    }
    FloatFeatures features = FloatFeatures.read(model);
    double scale = 1;
    double[] bias = {0};
    if (model.has("scale_and_bias")) {
      List<Document> parts = model.field("scale_and_bias").items();
      if (parts.size() != 2) {
        throw model.field("scale_and_bias").corrupt("is no pair");
      }
      scale = parts.get(0).number();
      bias = parts.get(1).isList() ? parts.get(1).numbers() : new double[] {parts.get(1).number()};
    }
    if (bias.length < 1 || bias.length > MOST_OUTPUTS) {
      throw model.field("scale_and_bias").corrupt("has %d biases".formatted(bias.length));
    }
    Forest.Builder forest =
        Forest.builder(features.inputs().size(), bias.length)
            .comparison(Comparison.LESS_OR_EQUAL)
            .splits(Precision.FLOAT32)
            .sums(Precision.FLOAT64);
    for (Document tree : model.field("oblivious_trees").items()) {
      forest.add(ObliviousTree.read(tree, features, bias.length).tree(bias.length));
    }
    Forest built = forest.build();
    String loss = loss(model);
    Engine margins = built.compile().then(new ScaleAndBias(scale, bias));
    return switch (loss) {
      case "Logloss", "CrossEntropy" ->
          of(
              model,
              loss,
              features,
              built,
              margins.then(DoubleLink.BINARY_LOGISTIC),
              classes(model, 2));
      case "MultiClass" ->
          of(
              model,
              loss,
              features,
              built,
              margins.then(DoubleLink.SOFTMAX),
              classes(model, bias.length));
      case "MultiClassOneVsAll" ->
          of(
              model,
              loss,
              features,
              built,
              margins.then(DoubleLink.LOGISTIC),
              classes(model, bias.length));
      case "Poisson", "Tweedie" ->
          of(model, loss, features, built, margins.then(DoubleLink.EXP), values(bias.length));
      default -> of(model, loss, features, built, margins, values(bias.length));
    };
  }

  private static CatboostModel of(
      Document model,
      String loss,
      FloatFeatures features,
      Forest forest,
      Engine engine,
      Output output) {
    if (output.width() != engine.outputs()) {
      throw model.corrupt(
          "has %d classes for %d outputs".formatted(output.width(), engine.outputs()));
    }
    String version =
        model
            .optional("model_info")
            .flatMap(i -> i.optional("catboost_version_info"))
            .filter(Document::isText)
            .map(Document::text)
            .flatMap(v -> v.lines().findFirst())
            .orElse("unknown");
    return new CatboostModel(
        version, loss, new Signature(features.inputs(), output), engine, forest);
  }

  private static Output values(int width) {
    return new Output.Values(
        width == 1
            ? List.of("prediction")
            : IntStream.range(0, width).mapToObj(i -> "prediction_" + i).toList());
  }

  private static String loss(Document model) {
    return model
        .optional("model_info")
        .flatMap(i -> i.optional("params"))
        .filter(p -> !p.isText())
        .flatMap(p -> p.optional("loss_function"))
        .flatMap(l -> l.optional("type"))
        .map(Document::text)
        .orElse("RMSE");
  }

  /// The labels stand in `class_params`; without them they are 0, 1 and so on.
  private static Output classes(Document model, int count) {
    List<String> labels =
        model
            .optional("model_info")
            .flatMap(i -> i.optional("class_params"))
            .filter(p -> !p.isText())
            .flatMap(p -> p.optional("class_names"))
            .map(n -> n.items().stream().map(CatboostModel::label).toList())
            .orElseGet(() -> IntStream.range(0, count).mapToObj(Integer::toString).toList());
    boolean integers = labels.stream().allMatch(l -> l.matches("-?\\d{1,9}"));
    return new Output.Probabilities(
        new Classes(labels, integers ? ColumnType.INTEGER : ColumnType.STRING));
  }

  private static String label(Document name) {
    if (name.isText()) {
      return name.text();
    }
    double number = name.number();
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }
}
