package dev.slipway.scoring.pmml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The fields that an element of a document sees, and the steps that compute them. A model's own fields hide
/// those outside it. Fields may be defined in any order; a field that depends on itself is refused.
final class Scope {
  private static final int DEEPEST = 200;

  /// Where a field's value stands: an index into the numbers or the texts of a [Frame].
  record Cell(String name, int at, FieldType type) {
    boolean text() {
      return type == FieldType.TEXT;
    }

    /// A literal that is compared with this number.
    double number(String literal) {
      double number = type.parsed(literal);
      if (Double.isNaN(number)) {
        throw Element.corrupt(
            "compares '%s' with '%s'".formatted(name, Element.abbreviated(literal)));
      }
      return number;
    }
  }

  private final @Nullable Scope outer;
  private final Layout layout;
  private final Map<String, Cell> cells = new HashMap<>();
  private final Map<String, Supplier<Cell>> pending = new HashMap<>();
  private final Set<String> underway = new HashSet<>();
  private final Map<String, String> refused = new HashMap<>();
  private final List<Frame.Step> steps = new ArrayList<>();

  Scope(Layout layout) {
    this.outer = null;
    this.layout = layout;
  }

  private Scope(Scope outer) {
    this.outer = outer;
    this.layout = outer.layout;
  }

  Scope inner() {
    return new Scope(this);
  }

  Layout layout() {
    return layout;
  }

  /// What computes this scope's fields, in an order in which every step finds what it reads.
  List<Frame.Step> steps() {
    return steps;
  }

  void step(Frame.Step step) {
    steps.add(step);
  }

  Cell add(String name, FieldType type) {
    Cell cell = new Cell(name, type == FieldType.TEXT ? layout.text() : layout.number(), type);
    cells.put(name, cell);
    return cell;
  }

  /// A field that is built when it is first asked for.
  void define(String name, Supplier<Cell> definition) {
    if (pending.put(name, definition) != null || cells.containsKey(name)) {
      throw Element.corrupt("defines '%s' twice".formatted(Element.abbreviated(name)));
    }
  }

  /// A field that exists but is not supported.
  void refuse(String name, String what) {
    refused.put(name, what);
  }

  boolean knows(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      if (scope.cells.containsKey(name) || scope.pending.containsKey(name)) {
        return true;
      }
    }
    return false;
  }

  Cell need(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Cell cell = scope.here(name);
      if (cell != null) {
        return cell;
      }
      if (scope.refused.containsKey(name)) {
        throw Element.unsupported(scope.refused.get(name));
      }
    }
    throw Element.corrupt(
        "uses the field '%s', which it does not define".formatted(Element.abbreviated(name)));
  }

  private @Nullable Cell here(String name) {
    Cell cell = cells.get(name);
    if (cell != null) {
      return cell;
    }
    Supplier<Cell> definition = pending.get(name);
    if (definition == null) {
      return null;
    }
    if (!underway.add(name) || underway.size() > DEEPEST) {
      throw Element.corrupt(
          "defines '%s' by itself, or by too many others".formatted(Element.abbreviated(name)));
    }
    Cell built = definition.get();
    underway.remove(name);
    pending.remove(name);
    return built;
  }

  /// A field that must be a number.
  Cell needNumber(String name) {
    Cell cell = need(name);
    if (cell.text()) {
      throw Element.corrupt(
          "reads the string '%s' as a number".formatted(Element.abbreviated(name)));
    }
    return cell;
  }

  /// Builds all that nobody has asked for yet.
  void complete() {
    for (String name : List.copyOf(pending.keySet())) {
      here(name);
    }
  }
}
