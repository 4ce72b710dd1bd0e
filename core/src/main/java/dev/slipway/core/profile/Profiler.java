package dev.slipway.core.profile;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Rows;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts rows and gives their [Profile]. Not thread-safe: each thread counts with its own, and the
/// profiles are merged.
///
/// A training profiler chooses the bins from all it has seen, so it holds the distinct numbers of each
/// column. An anchored profiler counts into the bins of a reference and needs a fixed amount of memory.
public final class Profiler {
  private final List<Column> columns;
  private final Counter[] counters;
  private final boolean training;
  private final List<Relation> relations;
  private long rows;
  private @Nullable Profile merged;

  private Profiler(
      List<Column> columns, Counter[] counters, boolean training, List<Relation> relations) {
    this.columns = columns;
    this.counters = counters;
    this.training = training;
    this.relations = relations;
  }

  public static Profiler training(Schema schema) {
    Counter[] counters = new Counter[schema.size()];
    for (int i = 0; i < counters.length; i++) {
      counters[i] =
          schema.columns().get(i).type().numeric() ? new TrainingNumbers() : new TextCounter();
    }
    return new Profiler(schema.columns(), counters, true, List.of());
  }

  /// Counts the columns of `reference` in its order, into its bins.
  public static Profiler anchored(Profile reference) {
    List<Column> columns = new ArrayList<>();
    Counter[] counters = new Counter[reference.columns().size()];
    for (int i = 0; i < counters.length; i++) {
      ColumnProfile column = reference.columns().get(i);
      columns.add(new Column(column.name(), column.type()));
      counters[i] =
          switch (column) {
            case NumberProfile number ->
                new NumberCounter(number.histogram().bins(), number.tails(), number.type());
            case TextProfile _ -> new TextCounter();
          };
    }
    return new Profiler(List.copyOf(columns), counters, false, reference.relations());
  }

  /// Counts every row of a table. Its columns are found by name; others are passed over, an absent one or
  /// one of another kind throws `INVALID_DATA`.
  public void add(Table table) {
    for (int c = 0; c < counters.length; c++) {
      Column column = columns.get(c);
      int from = table.indexOf(column.name());
      if (table.schema().columns().get(from).type().numeric() != column.type().numeric()) {
        throw new SlipwayException(
            ErrorCode.INVALID_DATA,
            "column '%s' is %s here but %s in the profile"
                .formatted(
                    column.name(), table.schema().columns().get(from).type(), column.type()));
      }
    }
    for (int c = 0; c < counters.length; c++) {
      int from = table.indexOf(columns.get(c).name());
      if (columns.get(c).type().numeric()) {
        for (double cell : table.numbers(from)) {
          number(c, cell);
        }
      } else {
        for (String cell : table.texts(from)) {
          text(c, cell);
        }
      }
    }
    rows += table.rows();
  }

  /// Counts one row whose columns are the first of this profiler's, in its order. Columns beyond the
  /// row's width (a score, a prediction) are given by [#number(int, double)] and [#text(int, String)].
  public void add(Rows from, int row) {
    int width = Math.min(from.width(), counters.length);
    for (int c = 0; c < width; c++) {
      switch (counters[c]) {
        case NumberCounter numbers -> numbers.add(from.number(row, c), 1);
        case TrainingNumbers numbers -> numbers.add(from.number(row, c));
        case TextCounter texts -> texts.add(from.text(row, c));
      }
    }
    rows++;
  }

  /// Counts a cell of the numeric column at this position, without counting a row.
  public void number(int column, double cell) {
    switch (counters[column]) {
      case NumberCounter numbers -> numbers.add(cell, 1);
      case TrainingNumbers numbers -> numbers.add(cell);
      case TextCounter _ ->
          throw new IllegalArgumentException(columns.get(column) + " holds texts");
    }
  }

  /// Counts a cell of the string column at this position, without counting a row.
  public void text(int column, @Nullable String cell) {
    switch (counters[column]) {
      case TextCounter texts -> texts.add(cell);
      case NumberCounter _, TrainingNumbers _ ->
          throw new IllegalArgumentException(columns.get(column) + " holds numbers");
    }
  }

  /// Adds all that `other` counted; `other` is to be left alone afterwards. Throws `INVALID_ARGUMENT`
  /// unless both are training profilers of the same columns, or anchored to the same bins.
  public void merge(Profiler other) {
    if (training != other.training || !columns.equals(other.columns)) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "profilers of %s and %s cannot be merged: give both the same columns and the same reference"
              .formatted(columns, other.columns));
    }
    if (!training) {
      Profile added = other.profile();
      merged = merged == null ? added : merged.merge(added);
      return;
    }
    rows += other.rows;
    for (int c = 0; c < counters.length; c++) {
      switch (counters[c]) {
        case TrainingNumbers numbers -> numbers.merge((TrainingNumbers) other.counters[c]);
        case TextCounter texts -> texts.merge((TextCounter) other.counters[c]);
        case NumberCounter _ -> throw new IllegalStateException("anchored column in training");
      }
    }
  }

  public Profile profile() {
    List<ColumnProfile> profiles = new ArrayList<>();
    for (int c = 0; c < counters.length; c++) {
      profiles.add(counters[c].profile(columns.get(c).name(), columns.get(c).type()));
    }
    Profile own = new Profile(Profile.SCHEMA_VERSION, rows, profiles, relations);
    return merged == null ? own : own.merge(merged);
  }
}
