package dev.slipway.scoring.sklearn;

import dev.slipway.core.table.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The columns that an estimator is given, while the model is compiled.
///
/// @param before how many columns the rows have that they are positions in
/// @param sparse whether they are a sparse matrix in Python, which to some estimators makes a 0 missing
record Frame(List<Column> columns, int before, boolean sparse) {
  /// One column.
  ///
  /// @param at its position in the rows of the step before
  /// @param origin the input that a missing value in it comes from, or -1 where none can be missing
  /// @param raw whether it holds the input's own values, which may be text
  /// @param name what scikit-learn calls it, or empty where it has no name
  record Column(int at, int origin, boolean raw, String name) {
    Column at(int position) {
      return new Column(position, origin, raw, name);
    }

    Column named(String newName) {
      return new Column(at, origin, raw, newName);
    }
  }

  Frame {
    columns = List.copyOf(columns);
  }

  static Frame of(Inputs inputs) {
    return new Frame(
        IntStream.range(0, inputs.size())
            .mapToObj(i -> new Column(i, i, true, inputs.names().get(i)))
            .toList(),
        inputs.size(),
        false);
  }

  /// New columns without missing values.
  static Frame complete(int width) {
    return new Frame(
        IntStream.range(0, width).mapToObj(i -> new Column(i, -1, false, "")).toList(),
        width,
        false);
  }

  static Frame concat(List<Frame> frames) {
    return new Frame(frames.stream().flatMap(f -> f.columns.stream()).toList(), 0, false)
        .renumbered();
  }

  /// The same columns, each holding a number that is never missing.
  Frame filled() {
    return new Frame(
        IntStream.range(0, width())
            .mapToObj(i -> new Column(i, -1, false, columns.get(i).name()))
            .toList(),
        width(),
        sparse);
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /// The same columns under other names.
  Frame named(List<String> names) {
    return new Frame(
        IntStream.range(0, width()).mapToObj(i -> columns.get(i).named(names.get(i))).toList(),
        before,
        sparse);
  }

  /// The same columns, numbered behind a word.
  Frame numbered(String word) {
    return named(IntStream.range(0, width()).mapToObj(i -> word + i).toList());
  }

  /// The same columns, with the name of their step before their own.
  Frame within(String step) {
    return named(names().stream().map(name -> name.isEmpty() ? name : step + "__" + name).toList());
  }

  Frame sparse(boolean now) {
    return new Frame(columns, before, now);
  }

  int width() {
    return columns.size();
  }

  int[] positions() {
    return columns.stream().mapToInt(Column::at).toArray();
  }

  /// Whether the columns are all columns of the step before, in order.
  boolean isWhole() {
    return width() == before && IntStream.range(0, width()).allMatch(i -> columns.get(i).at() == i);
  }

  Frame select(int[] indexes) {
    List<Column> selected = new ArrayList<>(indexes.length);
    for (int index : indexes) {
      if (index < 0 || index >= columns.size()) {
        throw Refusal.corrupt("a step reads column %d of %d".formatted(index, columns.size()));
      }
      selected.add(columns.get(index));
    }
    return new Frame(selected, before, sparse);
  }

  /// The same columns, each holding a number made of its number alone.
  Frame mapped() {
    return new Frame(
        IntStream.range(0, width())
            .mapToObj(i -> new Column(i, columns.get(i).origin(), false, columns.get(i).name()))
            .toList(),
        width(),
        sparse);
  }

  /// The same columns, moved to the front.
  Frame renumbered() {
    return new Frame(
        IntStream.range(0, width()).mapToObj(i -> columns.get(i).at(i)).toList(), width(), sparse);
  }

  /// Says that column `index` must be text, or refuses where it is not an input's own.
  void wantText(int index, Inputs inputs, String who) {
    Column column = columns.get(index);
    if (!column.raw() || column.origin() < 0) {
      throw Refusal.unsupported(
          "%s reads text from column %d, which an earlier step made a number"
              .formatted(who, index));
    }
    inputs.type(column.origin(), ColumnType.STRING);
  }

  /// Whether any column is text, as far as is known.
  boolean hasText(Inputs inputs) {
    return columns.stream().anyMatch(c -> c.raw() && c.origin() >= 0 && inputs.isText(c.origin()));
  }

  /// Says that no value may be missing in any column.
  void require(Inputs inputs) {
    IntStream.range(0, width()).forEach(i -> require(i, inputs));
  }

  void require(int index, Inputs inputs) {
    if (columns.get(index).origin() >= 0) {
      inputs.require(columns.get(index).origin());
    }
  }

  /// Refuses a frame that is not as wide as the estimator was fitted on.
  void expect(int width, Estimator who) {
    if (width() != width) {
      throw Refusal.corrupt(
          "%s was fitted on %d columns and gets %d".formatted(who.name(), width, width()));
    }
  }
}
