package dev.slipway.scoring.feature;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Signature;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.column.DatePart;
import dev.slipway.scoring.column.NumberOfNumber;
import dev.slipway.scoring.column.NumberOfText;
import dev.slipway.scoring.column.Pass;
import dev.slipway.scoring.column.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How raw columns become the numeric columns of a model, as learned from training rows: `features.json`
/// in a model folder.
///
/// @param inputs the raw columns, in the order of the signature
/// @param features the model's columns, in the model's order
/// @param output what the model gives, where it is not what the model file says: names of classes
public record FeaturePlan(List<Field> inputs, List<Feature> features, Optional<Output> output) {
  /// The file's name in a model folder.
  public static final String FILE = "features.json";

  public FeaturePlan {
    inputs = List.copyOf(inputs);
    features = List.copyOf(features);
    Signature signature = new Signature(inputs, new Output.Values(List.of()));
    for (Feature feature : features) {
      operation(signature, feature);
    }
  }

  /// Learns from the training rows. An input that is missing in some of them may be missing in requests.
  ///
  /// @param target for each row, 1 or 0 for a binary classifier; NaN where unknown
  public static FeaturePlan fit(Table train, List<FeatureSpec> specs, double[] target) {
    if (target.length != train.rows()) {
      throw new IllegalArgumentException(target.length + " targets for " + train.rows() + " rows");
    }
    FeatureFit fit = new FeatureFit(train, target);
    Map<String, Field> inputs = new LinkedHashMap<>();
    List<Feature> features = new ArrayList<>();
    for (FeatureSpec spec : specs) {
      int at = indexOf(train.schema(), spec.column());
      inputs.put(spec.column(), field(train, at));
      features.add(fit.fit(spec));
    }
    return new FeaturePlan(List.copyOf(inputs.values()), features, Optional.empty());
  }

  private static Field field(Table train, int at) {
    Column column = train.schema().columns().get(at);
    boolean complete =
        column.type().numeric()
            ? Arrays.stream(train.numbers(at)).noneMatch(Double::isNaN)
            : Arrays.stream(train.texts(at)).noneMatch(text -> text == null);
    return new Field(column.name(), column.type(), complete);
  }

  /// This plan with the classes or names that the model's numbers stand for.
  public FeaturePlan predicting(Output output) {
    return new FeaturePlan(inputs, features, Optional.of(output));
  }

  /// How many numeric columns the model has.
  public int width() {
    return features.size();
  }

  /// The names of the model's columns.
  public List<String> names() {
    return features.stream().map(Feature::name).toList();
  }

  /// The model's columns for the rows of a table: row-major, [#width()] numbers a row, NaN where missing.
  public float[] matrix(Table table) {
    Rows rows = Rows.of(new Signature(inputs, new Output.Values(List.of())), table);
    double[] numbers = stage().apply(rows).numbers();
    float[] matrix = new float[table.rows() * width()];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) numbers[i];
    }
    return matrix;
  }

  /// The operations that read the raw columns and write the model's.
  public Stage stage() {
    Signature signature = new Signature(inputs, new Output.Values(List.of()));
    return new Stage(features.stream().map(f -> operation(signature, f)).toList());
  }

  private static ColumnOperation operation(Signature signature, Feature feature) {
    int from = signature.indexOf(feature.column());
    if (from < 0) {
      throw new SlipwayException(
          ErrorCode.CORRUPT_MODEL,
          "feature '%s' reads column '%s', which is no input; fit the plan again"
              .formatted(feature.name(), feature.column()));
    }
    boolean numeric = signature.inputs().get(from).type().numeric();
    return switch (feature) {
      case Feature.Number _ -> new Pass(numericOnly(feature, numeric, from));
      case Feature.Date(_, _, var part) -> new DatePart(numericOnly(feature, numeric, from), part);
      case Feature.Lookup lookup ->
          numeric
              ? lookupOfNumber(from, lookup)
              : new NumberOfText(from, lookup.numbers(), lookup.unseen(), lookup.missing());
    };
  }

  private static int numericOnly(Feature feature, boolean numeric, int from) {
    if (!numeric) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "column '%s' is text, so feature '%s' needs a category code, target mean or frequency"
              .formatted(feature.column(), feature.name()));
    }
    return from;
  }

  private static ColumnOperation lookupOfNumber(int from, Feature.Lookup lookup) {
    double[] keys = new double[lookup.numbers().size()];
    Map<Double, Double> byKey = new LinkedHashMap<>();
    int count = 0;
    for (Map.Entry<String, Double> entry : lookup.numbers().entrySet()) {
      try {
        keys[count] = Double.parseDouble(entry.getKey());
      } catch (NumberFormatException e) {
        throw new SlipwayException(
            ErrorCode.CORRUPT_MODEL,
            "feature '%s' reads a number but knows '%s'; fit the plan again"
                .formatted(lookup.name(), entry.getKey()),
            e);
      }
      byKey.put(keys[count++], entry.getValue());
    }
    Arrays.sort(keys);
    double[] numbers = Arrays.stream(keys).map(k -> byKey.getOrDefault(k, Double.NaN)).toArray();
    return new NumberOfNumber(from, keys, numbers, lookup.unseen(), lookup.missing());
  }

  /// Writes `features.json` into a model folder.
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(FILE), FeatureJson.write(this));
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.STORAGE, "%s cannot be written: %s".formatted(FILE, e.getMessage()), e);
    }
  }

  /// Reads the `features.json` of a model folder.
  public static FeaturePlan read(Path folder) {
    try {
      return FeatureJson.read(Files.readAllBytes(folder.resolve(FILE)));
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.ENVIRONMENT, "%s cannot be read: %s".formatted(FILE, e.getMessage()), e);
    }
  }

  static int indexOf(Schema schema, String column) {
    int at = schema.indexOf(column);
    if (at < 0) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "no column '%s' in the training data; the columns are %s"
              .formatted(column, schema.names()));
    }
    return at;
  }
}
