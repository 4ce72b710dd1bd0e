package dev.slipway.app.train;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.project.Project.Feature;
import dev.slipway.core.project.Project.ModelSpec;
import dev.slipway.core.project.Truth;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;
import dev.slipway.scoring.feature.FeaturePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Trains gradient-boosted trees on a table and writes a model folder: `model.ubj`, the booster in XGBoost's
/// own format, and `features.json`, how raw columns become the booster's. Requests are encoded by the same
/// plan, so training and serving cannot differ.
public final class XgboostTraining {
  private final ModelSpec model;
  private final SortedMap<String, String> params;

  /// @param params XGBoost's parameters by their own names, with `rounds` and `encode.COLUMN`
  public XgboostTraining(ModelSpec model, SortedMap<String, String> params) {
    this.model = model;
    this.params = params;
  }

  /// What was trained.
  ///
  /// @param importance the share of each booster column in the total gain
  public record Trained(int rows, int features, int rounds, Map<String, Double> importance) {}

  public Trained run(Table train, Path folder) {
    Target target = target(train);
    List<String> features = model.features().stream().map(Feature::name).toList();
    FeaturePlan plan =
        FeaturePlan.fit(train, Encoding.of(train, features, params), target.values())
            .predicting(target.output());
    float[] labels = new float[target.values().length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (float) target.values()[i];
    }
    int rounds = rounds();
    Boosting.Model booster =
        Boosting.train(
            plan.matrix(train),
            plan.names().toArray(String[]::new),
            labels,
            boosterParams(target),
            rounds);
    write(folder, plan, booster.ubjson());
    return new Trained(train.rows(), plan.width(), rounds, shares(booster.gain()));
  }

  /// What is learned: a number a row, and how the booster's answers are to be read.
  private record Target(double[] values, Output output, String objective) {}

  private Target target(Table train) {
    int at = train.indexOf(model.target());
    Column column = train.schema().columns().get(at);
    return switch (model.task()) {
      case REGRESSION -> {
        if (!column.type().numeric()) {
          throw wrong(
              "the target '%s' is text; a regression learns a number".formatted(column.name()));
        }
        yield new Target(
            complete(train.numbers(at)),
            new Output.Values(List.of(column.name())),
            "reg:squarederror");
      }
      case BINARY_CLASSIFICATION -> binary(train, at, column);
      case MULTICLASS_CLASSIFICATION -> multiclass(train, at, column);
      case OTHER ->
          throw wrong("task 'other' cannot be trained here; train it in a stage of your own");
    };
  }

  private Target binary(Table train, int at, Column column) {
    Truth truth = new Truth(model.positive().orElse("true"));
    double[] numbers = column.type().numeric() ? complete(train.numbers(at)) : new double[0];
    double[] values = new double[train.rows()];
    int positives = 0;
    for (int r = 0; r < values.length; r++) {
      boolean positive =
          column.type().numeric()
              ? truth.isPositive(numbers[r])
              : truth.isPositive(present(train.texts(at)[r]));
      values[r] = positive ? 1 : 0;
      positives += positive ? 1 : 0;
    }
    if (positives == 0 || positives == values.length) {
      throw wrong(
          "the target '%s' has one class only in the %,d training rows; check model.positive ('%s')"
              .formatted(column.name(), values.length, model.positive().orElse("true")));
    }
    Classes classes =
        truth.isComparison() || column.type() == ColumnType.BOOLEAN
            ? new Classes(List.of("false", "true"), ColumnType.BOOLEAN)
            : new Classes(binaryLabels(train, at, column), column.type());
    return new Target(values, new Output.Probabilities(classes), "binary:logistic");
  }

  private List<String> binaryLabels(Table train, int at, Column column) {
    String positive = model.positive().orElse("true");
    List<String> others =
        labels(train, at, column).stream().filter(l -> !l.equals(positive)).toList();
    return List.of(others.size() == 1 ? others.getFirst() : "not " + positive, positive);
  }

  private Target multiclass(Table train, int at, Column column) {
    List<String> labels = labels(train, at, column);
    if (labels.size() < 2) {
      throw wrong("the target '%s' has one class only".formatted(column.name()));
    }
    double[] values = new double[train.rows()];
    for (int r = 0; r < values.length; r++) {
      values[r] = labels.indexOf(label(train, at, column, r));
    }
    return new Target(
        values, new Output.Probabilities(new Classes(labels, column.type())), "multi:softprob");
  }

  private static List<String> labels(Table train, int at, Column column) {
    return java.util.stream.IntStream.range(0, train.rows())
        .mapToObj(r -> label(train, at, column, r))
        .distinct()
        .sorted()
        .toList();
  }

  private static String label(Table train, int at, Column column, int row) {
    if (!column.type().numeric()) {
      return present(train.texts(at)[row]);
    }
    double number = train.numbers(at)[row];
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private int rounds() {
    String rounds = params.getOrDefault("rounds", "100");
    try {
      int n = Integer.parseInt(rounds);
      if (n >= 1 && n <= 100_000) {
        return n;
      }
    } catch (NumberFormatException _) {
      // Reported below with the value.
    }
    throw new SlipwayException(
        ErrorCode.INVALID_PROJECT,
        "'rounds' is '%s'; a number from 1 to 100000 is expected".formatted(rounds));
  }

  private Map<String, String> boosterParams(Target target) {
    Map<String, String> booster = new LinkedHashMap<>();
    booster.put("objective", target.objective());
    booster.put("seed", Long.toString(model.seed().orElse(0L)));
    booster.put(
        "nthread", Integer.toString(Math.min(4, Runtime.getRuntime().availableProcessors())));
    booster.put("tree_method", "hist");
    booster.put("validate_parameters", "true");
    if (target.output() instanceof Output.Probabilities(Classes classes, _) && classes.size() > 2) {
      booster.put("num_class", Integer.toString(classes.size()));
    }
    params.forEach((name, value) -> {
      if (!name.equals("rounds") && !name.startsWith("encode.")) {
        booster.put(name, value);
      }
    });
    return booster;
  }

  private static void write(Path folder, FeaturePlan plan, byte[] ubjson) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("model.ubj"), ubjson);
      plan.write(folder);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.STORAGE,
          "cannot write the model to %s: %s".formatted(folder, e.getMessage()),
          e);
    }
  }

  private static Map<String, Double> shares(Map<String, Double> gain) {
    double total = gain.values().stream().mapToDouble(Double::doubleValue).sum();
    Map<String, Double> shares = new LinkedHashMap<>();
    gain.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(e -> shares.put(e.getKey(), e.getValue() / total));
    return shares;
  }

  private double[] complete(double[] target) {
    if (Arrays.stream(target).anyMatch(Double::isNaN)) {
      throw wrong(
          "the target '%s' is missing in some training rows; leave them out in an earlier stage"
              .formatted(model.target()));
    }
    return target;
  }

  private static String present(@Nullable String target) {
    if (target == null) {
      throw wrong(
          "the target is missing in some training rows; leave them out in an earlier stage");
    }
    return target;
  }

  private static SlipwayException wrong(String message) {
    return new SlipwayException(ErrorCode.INVALID_DATA, message);
  }
}
