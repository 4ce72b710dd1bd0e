package dev.slipway.scoring.pmml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The row of a table whose columns equal some fields.
final class MapValues {
  private final List<Scope.Cell> cells;
  private final Map<Object, Integer> rows = new HashMap<>();
  private final boolean byMissing;
  private final boolean byDefault;

  private MapValues(List<Scope.Cell> cells, boolean byMissing, boolean byDefault) {
    this.cells = cells;
    this.byMissing = byMissing;
    this.byDefault = byDefault;
  }

  static Expression read(Element element, Scope scope, Optional<FieldType> wanted) {
    List<Element> pairs = element.all("FieldColumnPair").toList();
    MapValues table =
        new MapValues(
            pairs.stream().map(p -> scope.need(p.attribute("field"))).toList(),
            element.optional("mapMissingTo").isPresent(),
            element.optional("defaultValue").isPresent());
    if (pairs.isEmpty()) {
      throw Element.corrupt("has a MapValues without FieldColumnPair");
    }
    if (element.child("TableLocator").isPresent()) {
      throw Element.unsupported("TableLocator");
    }
    String output = element.attribute("outputColumn");
    // What a missing value gets, what an unknown one gets, then the table.
    List<@Nullable String> values = new ArrayList<>();
    values.add(element.attributes().get("mapMissingTo"));
    values.add(element.attributes().get("defaultValue"));
    for (Element row : element.need("InlineTable").all("row").toList()) {
      List<Object> key = new ArrayList<>();
      for (int i = 0; i < pairs.size(); i++) {
        String literal = row.need(pairs.get(i).attribute("column")).text();
        Scope.Cell cell = table.cells.get(i);
        key.add(cell.text() ? literal : (Object) cell.number(literal));
      }
      Object only = key.size() == 1 ? key.getFirst() : key;
      if (table.rows.putIfAbsent(only, values.size()) == null) {
        values.add(row.need(output).text());
      }
    }
    return LookedUp.of(element, wanted, values.toArray(String[]::new), table::row);
  }

  private int row(Frame frame) {
    Object key = cells.size() == 1 ? value(cells.getFirst(), frame) : values(frame);
    if (key == null) {
      return byMissing ? 0 : -1;
    }
    Integer row = rows.get(key);
    return row != null ? row : byDefault ? 1 : -1;
  }

  private @Nullable Object values(Frame frame) {
    List<Object> key = new ArrayList<>(cells.size());
    for (Scope.Cell cell : cells) {
      Object value = value(cell, frame);
      if (value == null) {
        return null;
      }
      key.add(value);
    }
    return key;
  }

  private static @Nullable Object value(Scope.Cell cell, Frame frame) {
    if (cell.text()) {
      return frame.texts[cell.at()];
    }
    double number = frame.numbers[cell.at()];
    return Double.isNaN(number) ? null : (Object) number;
  }
}
