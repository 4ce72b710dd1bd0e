package dev.slipway.scoring.pmml;

import dev.slipway.core.table.ColumnType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A value computed from a row: a `Double`, a `String`, or null where it is missing.
@FunctionalInterface
interface Expression {
  @Nullable Object value(@Nullable Object[] row);

  /// The expression among an element's children.
  static Expression in(Element element, Scope scope) {
    return element.children().stream()
        .filter(e -> !e.name().equals("Value") && !e.name().equals("Interval"))
        .findFirst()
        .map(e -> read(e, scope))
        .orElseThrow(() -> Element.corrupt("has no expression in " + element.name()));
  }

  private static Expression read(Element element, Scope scope) {
    return switch (element.name()) {
      case "FieldRef" -> reference(element, scope);
      case "Constant" -> constant(element);
      case "NormContinuous" -> normContinuous(element, scope);
      case "NormDiscrete" -> normDiscrete(element, scope);
      case "Discretize" -> discretize(element, scope);
      case "MapValues" -> mapValues(element, scope);
      case "Apply" ->
          Functions.apply(element, element.children().stream().map(e -> read(e, scope)).toList());
      default -> throw Element.unsupported("expression " + element.name());
    };
  }

  private static Expression reference(Element element, Scope scope) {
    int cell = scope.need(element.attribute("field")).at();
    Object missing = element.attributes().get("mapMissingTo");
    return row -> row[cell] == null ? missing : row[cell];
  }

  private static Expression constant(Element element) {
    boolean text = element.attribute("dataType", "").equals("string");
    Object value = text ? element.text() : numberOrText(element.text());
    return _ -> value;
  }

  /// A number where the text is one.
  static Object numberOrText(String text) {
    return switch (text) {
      case "true" -> (Object) 1.0;
      case "false" -> (Object) 0.0;
      default -> {
        try {
          yield (Object) Double.parseDouble(text);
        } catch (NumberFormatException e) {
          yield text;
        }
      }
    };
  }

  /// A value as a field of that type holds it.
  static @Nullable Object typed(@Nullable Object value, ColumnType type) {
    if (value == null || (value instanceof Double number && number.isNaN())) {
      return null;
    }
    return switch (type) {
      case STRING ->
          value instanceof Double number && number == Math.rint(number)
              ? String.valueOf(number.longValue())
              : value.toString();
      case BOOLEAN, INTEGER, DECIMAL, DATETIME ->
          value instanceof Double ? value : numberOrNull(value.toString());
    };
  }

  private static @Nullable Object numberOrNull(String text) {
    return numberOrText(text) instanceof Double number ? number : null;
  }

  private static Expression normContinuous(Element element, Scope scope) {
    int cell = scope.need(element.attribute("field")).at();
    List<Element> norms = element.all("LinearNorm").toList();
    if (norms.size() < 2) {
      throw Element.corrupt("has fewer than two LinearNorm in NormContinuous");
    }
    double[] from = norms.stream().mapToDouble(n -> n.number("orig")).toArray();
    double[] to = norms.stream().mapToDouble(n -> n.number("norm")).toArray();
    double missing = element.number("mapMissingTo", Double.NaN);
    String outliers = element.attribute("outliers", "asIs");
    return row -> {
      if (!(row[cell] instanceof Double value)) {
        return Double.isNaN(missing) ? null : (Object) missing;
      }
      int last = from.length - 1;
      if (value < from[0] || value > from[last]) {
        switch (outliers) {
          case "asMissingValues" -> {
            return Double.isNaN(missing) ? null : (Object) missing;
          }
          case "asExtremeValues" -> {
            return value < from[0] ? to[0] : to[last];
          }
          default -> {}
        }
      }
      int i = 1;
      while (i < last && value > from[i]) {
        i++;
      }
      return to[i - 1] + (value - from[i - 1]) / (from[i] - from[i - 1]) * (to[i] - to[i - 1]);
    };
  }

  private static Expression normDiscrete(Element element, Scope scope) {
    Scope.Cell cell = scope.need(element.attribute("field"));
    Object wanted = cell.literal(element.attribute("value"));
    double missing = element.number("mapMissingTo", Double.NaN);
    return row -> {
      Object value = row[cell.at()];
      if (value == null) {
        return Double.isNaN(missing) ? null : (Object) missing;
      }
      return value.equals(wanted) ? 1.0 : 0.0;
    };
  }

  private static Expression discretize(Element element, Scope scope) {
    int cell = scope.need(element.attribute("field")).at();
    List<Element> bins = element.all("DiscretizeBin").toList();
    List<Object> values = new ArrayList<>();
    double[][] bounds = new double[bins.size()][];
    String[] closures = new String[bins.size()];
    for (int i = 0; i < bins.size(); i++) {
      Element interval = bins.get(i).need("Interval");
      values.add(bins.get(i).attribute("binValue"));
      bounds[i] =
          new double[] {
            interval.number("leftMargin", Double.NEGATIVE_INFINITY),
            interval.number("rightMargin", Double.POSITIVE_INFINITY)
          };
      closures[i] = interval.attribute("closure");
    }
    String missing = element.attributes().get("mapMissingTo");
    String otherwise = element.attributes().get("defaultValue");
    return row -> {
      if (!(row[cell] instanceof Double value)) {
        return missing;
      }
      for (int i = 0; i < bounds.length; i++) {
        boolean left =
            closures[i].startsWith("closed") ? value >= bounds[i][0] : value > bounds[i][0];
        boolean right =
            closures[i].endsWith("Closed") ? value <= bounds[i][1] : value < bounds[i][1];
        if (left && right) {
          return values.get(i);
        }
      }
      return otherwise;
    };
  }

  private static Expression mapValues(Element element, Scope scope) {
    List<Element> pairs = element.all("FieldColumnPair").toList();
    List<Scope.Cell> cells = pairs.stream().map(p -> scope.need(p.attribute("field"))).toList();
    String output = element.attribute("outputColumn");
    Map<List<@Nullable Object>, Object> table = new HashMap<>();
    for (Element row : element.need("InlineTable").all("row").toList()) {
      List<@Nullable Object> key = new ArrayList<>();
      for (int i = 0; i < pairs.size(); i++) {
        key.add(cells.get(i).literal(row.need(pairs.get(i).attribute("column")).text()));
      }
      table.putIfAbsent(key, row.need(output).text());
    }
    String missing = element.attributes().get("mapMissingTo");
    String otherwise = element.attributes().get("defaultValue");
    return row -> {
      List<@Nullable Object> key = new ArrayList<>(cells.size());
      for (Scope.Cell cell : cells) {
        if (row[cell.at()] == null) {
          return missing;
        }
        key.add(Objects.requireNonNull(row[cell.at()]));
      }
      Object found = table.get(key);
      return found == null ? otherwise : found;
    };
  }
}
