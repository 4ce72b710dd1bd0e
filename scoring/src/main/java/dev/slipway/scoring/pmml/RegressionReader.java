package dev.slipway.scoring.pmml;

import java.util.ArrayList;
import java.util.List;

/// Compiles a `RegressionModel`.
record RegressionReader(Kind kind, Scope scope) {
  Regression read(Element element, int at) {
    List<Element> tables = element.all("RegressionTable").toList();
    int[] position = new int[tables.size()];
    boolean[] seen = new boolean[kind.width()];
    for (int i = 0; i < position.length; i++) {
      position[i] = kind.classifies() ? kind.index(tables.get(i).attribute("targetCategory")) : 0;
      if (position.length != seen.length || seen[position[i]]) {
        throw Element.corrupt(
            "has %d RegressionTables for %d classes".formatted(tables.size(), kind.width()));
      }
      seen[position[i]] = true;
    }
    if (position.length != seen.length) {
      throw Element.corrupt("has no RegressionTable for each class");
    }
    return new Regression(
        at,
        tables.stream().map(this::table).toArray(Regression.Table[]::new),
        position,
        normalization(element),
        scope.layout().numbers(position.length),
        ModelReader.single(element));
  }

  private Normalization normalization(Element element) {
    String method = element.attribute("normalizationMethod", "none");
    return switch (method) {
      case "none" -> new Normalization.None();
      case "simplemax" -> new Normalization.SimpleMax();
      case "softmax" ->
          kind.classifies()
              ? new Normalization.SoftMax()
              : new Normalization.Linked(InverseLink.LOGIT);
      case "exp" -> new Normalization.Linked(InverseLink.LOG);
      case "logit", "probit", "cloglog", "loglog", "cauchit" -> {
        InverseLink link = InverseLink.named(method);
        yield kind.ordinal() ? new Normalization.Cumulative(link) : new Normalization.Linked(link);
      }
      default ->
          throw Element.unsupported(
              "normalizationMethod '%s'".formatted(Element.abbreviated(method)));
    };
  }

  private Regression.Table table(Element table) {
    List<Integer> cells = new ArrayList<>();
    List<Double> coefficients = new ArrayList<>();
    List<Regression.Term> others = new ArrayList<>();
    for (Element term : table.children()) {
      double coefficient = term.number("coefficient");
      switch (term.name()) {
        case "NumericPredictor" -> {
          int cell = scope.needNumber(term.attribute("name")).at();
          double exponent = term.number("exponent", 1);
          if (exponent == 1) {
            cells.add(cell);
            coefficients.add(coefficient);
          } else {
            others.add(frame -> coefficient * Math.pow(frame.numbers[cell], exponent));
          }
        }
        case "CategoricalPredictor" -> others.add(categorical(term, coefficient));
        case "PredictorTerm" -> {
          int[] factors =
              term.all("FieldRef")
                  .mapToInt(f -> scope.needNumber(f.attribute("field")).at())
                  .toArray();
          others.add(frame -> {
            double product = coefficient;
            for (int factor : factors) {
              product *= frame.numbers[factor];
            }
            return product;
          });
        }
        default -> throw Element.unsupported(term.name() + " in RegressionTable");
      }
    }
    return new Regression.Table(
        table.number("intercept", 0),
        cells.stream().mapToInt(i -> i).toArray(),
        coefficients.stream().mapToDouble(d -> d).toArray(),
        others.toArray(Regression.Term[]::new));
  }

  /// A missing category adds nothing.
  private Regression.Term categorical(Element term, double coefficient) {
    Scope.Cell cell = scope.need(term.attribute("name"));
    String value = term.attribute("value");
    int at = cell.at();
    if (cell.text()) {
      return frame -> value.equals(frame.texts[at]) ? coefficient : 0;
    }
    double number = cell.number(value);
    return frame -> frame.numbers[at] == number ? coefficient : 0;
  }
}
