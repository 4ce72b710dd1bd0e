package dev.slipway.lifecycle.watch;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Field;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.prediction.Outcome;
import dev.slipway.core.recording.Withheld;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Labelled predictions as a table to learn from: the model's inputs and the truth, under the name of the
/// target's column. Not thread-safe.
final class LabelledTraffic {
  private final List<Field> fields;
  private final String target;
  private final boolean comparison;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();

  LabelledTraffic(ModelPackage contents) {
    this.fields = contents.signature().inputs();
    this.target = contents.target().column();
    this.comparison =
        contents
            .target()
            .positive()
            .filter(positive -> new dev.slipway.core.project.Truth(positive).isComparison())
            .isPresent();
  }

  /// Takes a prediction whose inputs the log has, all of them.
  void add(Outcome outcome) {
    List<@Nullable Object> inputs = outcome.prediction().inputs();
    if (inputs.size() == fields.size() && inputs.stream().noneMatch(Withheld.class::isInstance)) {
      rows.add(outcome.prediction().inputs());
      labels.add(outcome.label());
    }
  }

  int size() {
    return rows.size();
  }

  /// Throws `INVALID_DATA` where the target is a number compared with a bound but the truths are only
  /// yes and no: the number cannot be made from them.
  Table table() {
    List<Column> columns = new ArrayList<>();
    List<Object> cells = new ArrayList<>();
    for (int c = 0; c < fields.size(); c++) {
      Field field = fields.get(c);
      columns.add(new Column(field.name(), field.type()));
      cells.add(field.type().numeric() ? numbers(c) : texts(c));
    }
    ColumnType type = truthType();
    columns.add(new Column(target, type));
    cells.add(
        switch (type) {
          case STRING -> labels.toArray(String[]::new);
          case BOOLEAN ->
              labels.stream().mapToDouble(l -> Boolean.parseBoolean(l) ? 1 : 0).toArray();
          case INTEGER, DECIMAL, DATETIME ->
              labels.stream().mapToDouble(Double::parseDouble).toArray();
        });
    return new Table(new Schema(columns), rows.size(), cells);
  }

  private ColumnType truthType() {
    if (labels.stream().allMatch(l -> l.equals("true") || l.equals("false"))) {
      if (comparison) {
        throw new SlipwayException(
            ErrorCode.INVALID_DATA,
            "the truths of '%s' are true and false, but the model is built from its numbers: send the number as feedback"
                .formatted(target));
      }
      return ColumnType.BOOLEAN;
    }
    if (labels.stream().allMatch(l -> l.matches("[+-]?[0-9]{1,15}"))) {
      return ColumnType.INTEGER;
    }
    return labels.stream().allMatch(LabelledTraffic::isNumber)
        ? ColumnType.DECIMAL
        : ColumnType.STRING;
  }

  private static boolean isNumber(String text) {
    try {
      Double.parseDouble(text);
      return true;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private double[] numbers(int column) {
    return rows.stream()
        .mapToDouble(row -> row.get(column) instanceof Double number ? number : Table.NULL)
        .toArray();
  }

  private @Nullable String[] texts(int column) {
    return rows.stream()
        .map(row -> row.get(column) instanceof String text ? text : null)
        .toArray(String[]::new);
  }
}
