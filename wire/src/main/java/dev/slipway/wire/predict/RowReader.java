package dev.slipway.wire.predict;

import dev.slipway.core.expectation.FieldRules;
import dev.slipway.core.input.InputFaults;
import dev.slipway.core.input.NearestName;
import dev.slipway.core.input.Rule;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Signature;
import dev.slipway.wire.json.JsonInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;

/// A signature compiled for reading: takes JSON objects of named features straight into [Rows].
/// Thread-safe; a row costs no allocation but the strings that did not come before.
public final class RowReader {
  private final List<String> names;
  private final Field[] fields;
  private final CellReader cells;
  private final PropertyNameMatcher matcher;
  private final FlatRows flat;
  private final TableHeader unnamed;
  private volatile TableHeader lastHeader;

  /// @param inputs what is expected of each input
  public RowReader(List<FieldRules> inputs) {
    this.fields = inputs.stream().map(FieldRules::field).toArray(Field[]::new);
    this.names = inputs.stream().map(rules -> rules.field().name()).toList();
    this.cells = new CellReader(inputs);
    this.matcher = JsonInput.names(names);
    this.flat = new FlatRows(List.of(fields), cells);
    this.unnamed = new TableHeader(names, this);
    this.lastHeader = unnamed;
  }

  /// Expects what the signature says, and nothing else.
  public static RowReader of(Signature signature) {
    return new RowReader(FieldRules.of(signature, Optional.empty()));
  }

  public List<String> names() {
    return names;
  }

  public CellReader cells() {
    return cells;
  }

  FlatRows flat() {
    return flat;
  }

  /// The columns of rows that are lists in the order of the signature.
  public TableHeader unnamed() {
    return unnamed;
  }

  /// Reads the names of columns, a list that the parser stands on. They are mostly those of the last table, whose
  /// header then serves again.
  public TableHeader header(JsonParser in) {
    TableHeader last = lastHeader;
    int same = 0;
    while (in.nextToken() != JsonToken.END_ARRAY
        && same < last.names().size()
        && JsonInput.isText(in, last.names().get(same))) {
      same++;
    }
    if (in.currentToken() == JsonToken.END_ARRAY && same == last.names().size()) {
      return last;
    }
    List<String> others = new ArrayList<>(last.names().subList(0, same));
    while (in.currentToken() != JsonToken.END_ARRAY) {
      others.add(in.currentToken().isScalarValue() ? in.getString() : "");
      in.skipChildren();
      in.nextToken();
    }
    TableHeader header = new TableHeader(others, this);
    if (others.size() <= 2 * names.size()) {
      lastHeader = header;
    }
    return header;
  }

  /// Reads the object that the parser stands on into a new row.
  ///
  /// @param row the row's position in the request, for faults
  public void read(JsonParser in, Rows rows, int row, InputFaults faults) {
    int slot = rows.add();
    while (true) {
      int column = in.nextNameMatch(matcher);
      if (column == PropertyNameMatcher.MATCH_END_OBJECT) {
        break;
      }
      if (column < 0) {
        unknown(in, row, faults);
        continue;
      }
      in.nextToken();
      if (!rows.mark(column)) {
        faults.add(row, names.get(column), Rule.DUPLICATE, "", "is there twice; send it once");
        in.skipChildren();
        continue;
      }
      cells.read(in, column, rows, slot, row, faults);
    }
    for (int c = 0; c < fields.length; c++) {
      if (!rows.marked(c)) {
        absent(c, row, faults);
      }
    }
  }

  /// Reports an input that a row does not have, where it must have it.
  public void absent(int column, int row, InputFaults faults) {
    if (fields[column].required()) {
      faults.add(row, names.get(column), Rule.REQUIRED, "", "is required and absent");
    }
  }

  private void unknown(JsonParser in, int row, InputFaults faults) {
    String name = in.currentName();
    JsonToken value = in.nextToken();
    String shown = value.isScalarValue() ? in.getString() : "";
    unknown(name, shown, row, faults);
    in.skipChildren();
  }

  /// Reports a field that the model does not take, with the one that was probably meant.
  public void unknown(String name, String value, int row, InputFaults faults) {
    String hint =
        NearestName.among(names, name)
            .map(nearest -> "; did you mean '" + nearest + "'?")
            .orElse("; its inputs are " + shortList());
    faults.add(row, name, Rule.UNKNOWN, value, "is no input of this model" + hint);
  }

  private String shortList() {
    return names.size() <= 20
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 20)) + " and " + (names.size() - 20) + " more";
  }
}
