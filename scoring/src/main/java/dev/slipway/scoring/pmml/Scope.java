package dev.slipway.scoring.pmml;

import dev.slipway.core.table.ColumnType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields that an element of a document sees: their cells in a row, and their types. A model's own
/// fields hide those outside it. A row is an `Object[]` with a `Double`, a `String` or null in each cell.
final class Scope {
  /// Where a field's value stands.
  record Cell(int at, ColumnType type) {
    /// A literal as a value of this field.
    @Nullable Object literal(String text) {
      if (type == ColumnType.STRING) {
        return text;
      }
      return switch (text.strip()) {
        case "true" -> (Double) 1.0;
        case "false" -> (Double) 0.0;
        default -> {
          try {
            yield Double.parseDouble(text.strip()) + 0.0;
          } catch (NumberFormatException e) {
            throw Element.corrupt("compares a number with '%s'".formatted(text));
          }
        }
      };
    }
  }

  private final @Nullable Scope outer;
  private final Map<String, Cell> cells = new HashMap<>();
  private final int[] count;

  Scope() {
    this.outer = null;
    this.count = new int[1];
  }

  private Scope(Scope outer) {
    this.outer = outer;
    this.count = outer.count;
  }

  Scope inner() {
    return new Scope(this);
  }

  Cell add(String name, ColumnType type) {
    Cell cell = new Cell(count[0]++, type);
    cells.put(name, cell);
    return cell;
  }

  Cell need(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Cell cell = scope.cells.get(name);
      if (cell != null) {
        return cell;
      }
    }
    throw Element.corrupt("uses the field '%s', which it does not define".formatted(name));
  }

  /// How many cells a row has, once everything is built.
  int size() {
    return count[0];
  }

  static ColumnType type(Element field) {
    return switch (field.attribute("dataType", "double")) {
      case "string" -> ColumnType.STRING;
      case "integer" -> ColumnType.INTEGER;
      case "float", "double" -> ColumnType.DECIMAL;
      case "boolean" -> ColumnType.BOOLEAN;
      default ->
          throw Element.unsupported(
              "data type '%s' of field '%s'"
                  .formatted(field.attribute("dataType"), field.attribute("name", "?")));
    };
  }
}
