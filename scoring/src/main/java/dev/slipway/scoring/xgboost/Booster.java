package dev.slipway.scoring.xgboost;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.document.Document;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.tree.Comparison;
import dev.slipway.scoring.tree.Forest;
import dev.slipway.scoring.tree.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An XGBoost model, as `Booster.save_model` writes it.
///
/// @param objective XGBoost's name of it
/// @param margins the raw scores, one for each class or target
/// @param engine what the signature promises: probabilities, values, a margin or a label
/// @param forest the trees, absent for a linear booster
public record Booster(
    String version,
    String objective,
    Signature signature,
    Engine margins,
    Engine engine,
    Optional<Forest> forest) {
  private static final int MOST_FEATURES = 1 << 20;
  private static final int MOST_GROUPS = 1 << 14;

  /// Reads JSON or UBJSON, also with the booster's configuration around it as a Python pickle holds it.
  /// All trees count, as in `Booster.predict`.
  ///
  /// @param what names the bytes in messages
  public static Booster read(byte[] bytes, String what) {
    return read(bytes, what, Integer.MAX_VALUE);
  }

  /// As [#read(byte[], String)], with the trees of the first `rounds` boosting rounds only: early stopping
  /// keeps `best_iteration + 1` of them.
  public static Booster read(byte[] bytes, String what, int rounds) {
    Document document = Document.jsonOrUbjson(bytes, what);
    Document model = document.optional("Model").orElse(document);
    Document learner = model.field("learner");
    Document param = learner.field("learner_model_param");
    int features = param.field("num_feature").count(MOST_FEATURES);
    int classes = param.optional("num_class").map(c -> c.count(MOST_GROUPS)).orElse(0);
    int targets = param.optional("num_target").map(t -> t.count(MOST_GROUPS)).orElse(1);
    int groups = Math.max(1, Math.max(classes, targets));
    String name = learner.field("objective").field("name").text();
    Objective objective = Objective.of(name);
    if (objective == Objective.MULTICLASS && classes < 2) {
      throw param.corrupt("has %d classes for %s".formatted(classes, name));
    }
    float[] base = base(param.field("base_score"), objective, groups);
    Document booster = learner.field("gradient_booster");
    Optional<Forest> forest =
        switch (booster.field("name").text()) {
          case "gbtree" -> Optional.of(forest(booster, new double[0], features, base, rounds));
          case "dart" ->
              Optional.of(
                  forest(
                      booster.field("gbtree"),
                      booster.field("weight_drop").numbers(),
                      features,
                      base,
                      rounds));
          case "gblinear" -> Optional.empty();
          default ->
              throw new SlipwayException(
                  ErrorCode.UNSUPPORTED_MODEL,
                  "XGBoost's booster '%s' is not supported; it must be gbtree, dart or gblinear"
                      .formatted(booster.field("name").text()));
        };
    Engine margins =
        forest.isPresent()
            ? forest.get().compile()
            : linear(booster.field("model").field("weights"), features, base);
    Output output = objective.output(groups);
    return new Booster(
        version(model),
        name,
        new Signature(inputs(learner, features), output),
        margins,
        margins.then(objective.link()),
        forest);
  }

  /// The base score is a number, a text of one, or from version 3 on a text of a list.
  private static float[] base(Document score, Objective objective, int groups) {
    double[] scores;
    if (score.isText() && score.text().startsWith("[")) {
      scores =
          Document.json(
                  score
                      .text()
                      .toUpperCase(Locale.ROOT)
                      .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                  "base_score")
              .numbers();
    } else {
      scores = score.isList() ? score.numbers() : new double[] {score.number()};
    }
    if (scores.length != 1 && scores.length != groups) {
      throw score.corrupt("has %d base scores for %d groups".formatted(scores.length, groups));
    }
    float[] base = new float[groups];
    for (int g = 0; g < groups; g++) {
      base[g] = objective.margin((float) scores[scores.length == 1 ? 0 : g]);
    }
    return base;
  }

  private static Forest forest(
      Document booster, double[] weights, int features, float[] base, int rounds) {
    Document model = booster.field("model");
    List<Document> trees = model.field("trees").items();
    int[] group = model.field("tree_info").integers();
    if (group.length != trees.size() || (weights.length > 0 && weights.length != group.length)) {
      throw model.corrupt("has %d trees, groups for %d".formatted(trees.size(), group.length));
    }
    double[] start = new double[base.length];
    Arrays.setAll(start, g -> base[g]);
    Forest.Builder forest =
        Forest.builder(features, base.length)
            .comparison(Comparison.LESS)
            .splits(Precision.FLOAT32)
            .sums(Precision.FLOAT32)
            .base(start);
    int parallel =
        model
            .field("gbtree_model_param")
            .optional("num_parallel_tree")
            .map(p -> p.count(1 << 20))
            .orElse(1);
    boolean vectors = !trees.isEmpty() && TreeReader.leafWidth(trees.getFirst()) > 1;
    long kept = (long) rounds * Math.max(1, parallel) * (vectors ? 1 : base.length);
    for (int t = 0; t < Math.min(trees.size(), kept); t++) {
      float weight = weights.length == 0 ? 1f : (float) weights[t];
      forest.add(TreeReader.read(trees.get(t), group[t], base.length, weight));
    }
    return forest.build();
  }

  private static Engine linear(Document weights, int features, float[] base) {
    double[] numbers = weights.numbers();
    if (numbers.length != (features + 1) * base.length) {
      throw weights.corrupt("has %d elements for %d features".formatted(numbers.length, features));
    }
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return new GblinearEngine(features, base.length, floats, base);
  }

  private static List<Field> inputs(Document learner, int features) {
    List<String> names = learner.optional("feature_names").map(Document::texts).orElse(List.of());
    List<String> types = learner.optional("feature_types").map(Document::texts).orElse(List.of());
    boolean named = names.size() == features && new HashSet<>(names).size() == features;
    List<Field> inputs = new ArrayList<>();
    for (int f = 0; f < features; f++) {
      String name = named && !names.get(f).isEmpty() ? names.get(f) : "f" + f;
      inputs.add(
          Field.optional(name, types.size() == features ? type(types.get(f)) : ColumnType.DECIMAL));
    }
    return inputs;
  }

  private static ColumnType type(String type) {
    return switch (type) {
      case "int", "c" -> ColumnType.INTEGER;
      case "i" -> ColumnType.BOOLEAN;
      default -> ColumnType.DECIMAL;
    };
  }

  private static String version(Document model) {
    return model
        .optional("version")
        .map(
            v -> String.join(".", Arrays.stream(v.integers()).mapToObj(Integer::toString).toList()))
        .orElse("unknown");
  }
}
