package dev.slipway.scoring.feature;

import dev.slipway.core.table.Column;
import dev.slipway.core.table.Schema;
import dev.slipway.scoring.column.DatePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is wanted of a raw column, before the training data has been seen.
public sealed interface FeatureSpec {
  /// The raw column it reads.
  String column();

  /// The name of the feature that it becomes.
  String name();

  /// The column's number; true is 1, false is 0.
  record Number(String column) implements FeatureSpec {
    @Override
    public String name() {
      return column;
    }
  }

  /// A part of a moment, in UTC.
  record Date(String column, DatePart.Part part) implements FeatureSpec {
    @Override
    public String name() {
      return column + "_" + part.name().toLowerCase(Locale.ROOT);
    }
  }

  /// The position of the column's value among those that training saw, in their natural order.
  ///
  /// @param unseen what a value gets that training did not see
  record Code(String column, Unseen unseen) implements FeatureSpec {
    @Override
    public String name() {
      return column + "_code";
    }
  }

  /// The mean of the target over the rows with that value, drawn towards the mean of all rows.
  ///
  /// @param smoothing how many rows of the overall mean are mixed in; 0 for none
  record TargetMean(String column, double smoothing) implements FeatureSpec {
    @Override
    public String name() {
      return column + "_mean";
    }
  }

  /// The share of the rows that have that value; 0 for a value that training did not see.
  record Frequency(String column) implements FeatureSpec {
    @Override
    public String name() {
      return column + "_frequency";
    }
  }

  /// What a category gets that training did not see.
  enum Unseen {
    MISSING,
    /// A code of its own, behind the others.
    OTHER
  }

  /// A number for each numeric column; hour, day of week, day of month and month for each moment; the code of each text.
  static List<FeatureSpec> defaults(Schema schema, List<String> columns) {
    List<FeatureSpec> specs = new ArrayList<>();
    for (String name : columns) {
      Column column = schema.columns().get(FeaturePlan.indexOf(schema, name));
      switch (column.type()) {
        case BOOLEAN, INTEGER, DECIMAL -> specs.add(new Number(name));
        case DATETIME -> {
          specs.add(new Date(name, DatePart.Part.HOUR));
          specs.add(new Date(name, DatePart.Part.DAY_OF_WEEK));
          specs.add(new Date(name, DatePart.Part.DAY_OF_MONTH));
          specs.add(new Date(name, DatePart.Part.MONTH));
        }
        case STRING -> specs.add(new Code(name, Unseen.MISSING));
      }
    }
    return specs;
  }
}
