package dev.slipway.scoring.catboost;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.column.Stage;
import dev.slipway.scoring.engine.DoubleLink;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.tree.Comparison;
import dev.slipway.scoring.tree.Forest;
import dev.slipway.scoring.tree.Precision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A CatBoost model, ready to score.
///
/// @param stages what encodes categories, empty where all inputs are numbers
record CatboostModel(
    Training training, Signature signature, List<Stage> stages, Engine engine, Forest forest) {

  static CatboostModel of(ModelParts model) {
    boolean numbersOnly = model.categories().isEmpty();
    List<Field> inputs = inputs(model);
    List<Stage> stages = numbersOnly ? List.of() : List.of(Stage.of(new Encoding(model)));
    int columns = numbersOnly ? inputs.size() : stages.getFirst().width();
    Forest.Builder forest =
        Forest.builder(columns, model.outputs())
            .comparison(Comparison.LESS_OR_EQUAL)
            .splits(Precision.FLOAT32)
            .sums(Precision.FLOAT64);
    List<Question> questions = questions(model, numbersOnly);
    for (Shape tree : model.trees()) {
      forest.add(tree.tree(questions, model.outputs()));
    }
    Forest built = forest.build();
    Engine margins = built.compile().then(new ScaleAndBias(model.scale(), model.bias()));
    int width = model.outputs();
    return switch (model.training().loss()) {
      case "Logloss", "CrossEntropy", "Focal" ->
          of(
              model,
              inputs,
              stages,
              built,
              margins.then(DoubleLink.BINARY_LOGISTIC),
              classes(model, 2));
      case "MultiClass" ->
          of(model, inputs, stages, built, margins.then(DoubleLink.SOFTMAX), classes(model, width));
      case "MultiClassOneVsAll" ->
          of(
              model,
              inputs,
              stages,
              built,
              margins.then(DoubleLink.LOGISTIC),
              classes(model, width));
      case "MultiLogloss", "MultiCrossEntropy" ->
          of(model, inputs, stages, built, margins.then(DoubleLink.LOGISTIC), values(width));
      case "Poisson", "Tweedie" ->
          of(model, inputs, stages, built, margins.then(DoubleLink.EXP), values(width));
      case "RMSEWithUncertainty" ->
          of(
              model,
              inputs,
              stages,
              built,
              margins.then(new MeanAndVariance()),
              new Output.Values(List.of("mean", "variance")));
      default -> of(model, inputs, stages, built, margins, values(width));
    };
  }

  private static CatboostModel of(
      ModelParts model,
      List<Field> inputs,
      List<Stage> stages,
      Forest forest,
      Engine engine,
      Output output) {
    if (output.width() != engine.outputs()) {
      throw Refusal.corrupt(
          "has %d classes for %d outputs".formatted(output.width(), engine.outputs()));
    }
    return new CatboostModel(
        model.training(), new Signature(inputs, output), stages, engine, forest);
  }

  private static List<Field> inputs(ModelParts model) {
    int width = 0;
    for (FloatFeature feature : model.floats()) {
      width = Math.max(width, feature.input() + 1);
    }
    for (Category category : model.categories()) {
      width = Math.max(width, category.input() + 1);
    }
    @Nullable Field[] fields = new Field[width];
    Set<String> taken = new HashSet<>();
    for (FloatFeature feature : model.floats()) {
      fields[feature.input()] = field(feature.input(), feature.name(), ColumnType.DECIMAL, taken);
    }
    for (Category category : model.categories()) {
      fields[category.input()] = field(category.input(), category.name(), ColumnType.STRING, taken);
    }
    List<Field> inputs = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      Field known = fields[i];
      inputs.add(known == null ? field(i, "", ColumnType.DECIMAL, taken) : known);
    }
    return inputs;
  }

  private static Field field(int input, String name, ColumnType type, Set<String> taken) {
    boolean free = !name.isEmpty() && taken.add(name);
    return Field.optional(free ? name : "f" + input, type);
  }

  /// All questions in CatBoost's numbering: borders of numeric features, one-hot values, borders of
  /// counters.
  private static List<Question> questions(ModelParts model, boolean numbersOnly) {
    List<Question> questions = new ArrayList<>();
    int column = 0;
    for (FloatFeature feature : model.floats()) {
      for (float border : feature.borders()) {
        int from = numbersOnly ? feature.input() : column;
        questions.add(new Question(from, border, feature.missingIsGreatest()));
      }
      column++;
    }
    for (OneHot _ : model.oneHots()) {
      questions.add(new Question(column++, 0.5, false));
    }
    for (Counter counter : model.counters()) {
      for (float border : counter.borders()) {
        questions.add(new Question(column, border, false));
      }
      column++;
    }
    return questions;
  }

  private static Output values(int width) {
    return new Output.Values(
        width == 1
            ? List.of("prediction")
            : IntStream.range(0, width).mapToObj(i -> "prediction_" + i).toList());
  }

  /// Without names the classes are 0, 1 and so on.
  private static Output classes(ModelParts model, int count) {
    List<String> named = model.training().classes();
    List<String> labels =
        named.isEmpty() ? IntStream.range(0, count).mapToObj(Integer::toString).toList() : named;
    boolean integers = labels.stream().allMatch(l -> l.matches("-?\\d{1,9}"));
    return new Output.Probabilities(
        new Classes(labels, integers ? ColumnType.INTEGER : ColumnType.STRING));
  }
}
