package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Field;
import dev.slipway.core.table.ColumnType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The columns that a model takes, and what its estimators turn out to want of them: text or numbers, and
/// whether a value must be there. Not thread-safe.
final class Inputs {
  private final List<String> names;
  private final ColumnType[] types;
  private final boolean[] required;

  Inputs(List<String> names) {
    this.names = List.copyOf(names);
    this.types = new ColumnType[names.size()];
    Arrays.fill(types, ColumnType.DECIMAL);
    this.required = new boolean[names.size()];
  }

  static Inputs numbered(int count) {
    return new Inputs(IntStream.range(0, count).mapToObj(i -> "x" + i).toList());
  }

  int size() {
    return names.size();
  }

  List<String> names() {
    return names;
  }

  void require(int input) {
    required[input] = true;
  }

  void type(int input, ColumnType type) {
    types[input] = type;
  }

  boolean isText(int input) {
    return types[input] == ColumnType.STRING;
  }

  boolean haveText() {
    return Arrays.asList(types).contains(ColumnType.STRING);
  }

  List<Field> fields() {
    return IntStream.range(0, names.size())
        .mapToObj(i -> new Field(names.get(i), types[i], required[i]))
        .toList();
  }
}
