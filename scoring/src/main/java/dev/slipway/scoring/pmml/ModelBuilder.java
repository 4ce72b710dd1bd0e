package dev.slipway.scoring.pmml;

import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.pmml.PmmlModel.Mining;
import dev.slipway.scoring.pmml.PmmlModel.Node;
import dev.slipway.scoring.pmml.PmmlModel.Normalization;
import dev.slipway.scoring.pmml.PmmlModel.Prepared;
import dev.slipway.scoring.pmml.PmmlModel.Prepared.Assignment;
import dev.slipway.scoring.pmml.PmmlModel.Prepared.Result;
import dev.slipway.scoring.pmml.PmmlModel.Regression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Builds models from their elements.
final class ModelBuilder {
  private final List<String> classes;

  /// @param classes of the target, empty for a regression
  ModelBuilder(List<String> classes) {
    this.classes = classes;
  }

  /// @param outer the fields around the model, which its outputs are added to
  PmmlModel build(Element element, Scope outer) {
    Scope scope = outer.inner();
    List<Assignment> before = new ArrayList<>();
    for (Element field : element.need("MiningSchema").all("MiningField").toList()) {
      field
          .optional("missingValueReplacement")
          .ifPresent(text -> {
            Scope.Cell from = outer.need(field.attribute("name"));
            Object value = from.literal(text);
            before.add(
                new Assignment(
                    scope.add(field.attribute("name"), from.type()),
                    row -> row[from.at()] == null ? value : row[from.at()]));
          });
    }
    element.child("LocalTransformations").ifPresent(t -> before.addAll(derive(t, scope)));
    PmmlModel model =
        switch (element.name()) {
          case "TreeModel" -> tree(element, scope);
          case "RegressionModel" -> regression(element, scope);
          case "MiningModel" -> mining(element, scope);
          default -> throw Element.unsupported("model " + element.name());
        };
    Element target = element.child("Targets").flatMap(t -> t.child("Target")).orElse(element);
    return new Prepared(
        before,
        model,
        target.number("rescaleFactor", 1),
        target.number("rescaleConstant", 0),
        results(element, outer));
  }

  /// The derived fields of a dictionary or of local transformations, in their order.
  static List<Assignment> derive(Element transformations, Scope scope) {
    List<Assignment> assignments = new ArrayList<>();
    for (Element field : transformations.all("DerivedField").toList()) {
      Expression expression = Expression.in(field, scope);
      assignments.add(
          new Assignment(scope.add(field.attribute("name"), Scope.type(field)), expression));
    }
    return assignments;
  }

  private boolean classifies(Element element) {
    return switch (element.attribute("functionName")) {
      case "classification" -> true;
      case "regression" -> false;
      default ->
          throw Element.unsupported("function '%s'".formatted(element.attribute("functionName")));
    };
  }

  private int width(Element element) {
    return classifies(element) ? classes.size() : 1;
  }

  private List<Result> results(Element element, Scope outer) {
    List<Result> results = new ArrayList<>();
    boolean classifies = classifies(element);
    for (Element field :
        element.child("Output").map(o -> o.all("OutputField").toList()).orElse(List.of())) {
      String feature = field.attribute("feature", "predictedValue");
      ColumnType type =
          field.optional("dataType").isPresent()
              ? Scope.type(field)
              : classifies && !feature.equals("probability")
                  ? ColumnType.STRING
                  : ColumnType.DECIMAL;
      switch (feature) {
        case "predictedValue" ->
            results.add(
                new Result(
                    outer.add(field.attribute("name"), type),
                    out -> classifies ? classes.get(PmmlModel.greatest(out)) : (Object) out[0]));
        case "probability" -> {
          int position = classes.indexOf(field.attribute("value", ""));
          if (position >= 0) {
            results.add(new Result(outer.add(field.attribute("name"), type), out -> out[position]));
          }
        }
        case "transformedValue" -> results.add(transformed(field, type, results, outer));
        default -> {}
      }
    }
    return results;
  }

  /// A transformed value reads the outputs before it, so it is computed on a row of its own.
  private static Result transformed(
      Element field, ColumnType type, List<Result> before, Scope outer) {
    Expression expression = Expression.in(field, outer);
    List<Result> earlier = List.copyOf(before);
    int size = earlier.stream().mapToInt(r -> r.to().at() + 1).max().orElse(1);
    return new Result(
        outer.add(field.attribute("name"), type),
        out -> {
          @Nullable Object[] row = new Object[size];
          for (Result result : earlier) {
            row[result.to().at()] = Expression.typed(result.value().apply(out), result.to().type());
          }
          return expression.value(row);
        });
  }

  private PmmlModel tree(Element element, Scope scope) {
    String strategy = element.attribute("missingValueStrategy", "none");
    if (!Set.of("none", "defaultChild", "lastPrediction", "nullPrediction").contains(strategy)) {
      throw Element.unsupported("missingValueStrategy '%s'".formatted(strategy));
    }
    boolean last = element.attribute("noTrueChildStrategy", "").equals("returnLastPrediction");
    return new PmmlModel.Tree(
        node(element.need("Node"), scope, classifies(element)),
        width(element),
        strategy.equals("defaultChild"),
        strategy.equals("lastPrediction"),
        last);
  }

  private Node node(Element element, Scope scope, boolean classifies) {
    List<Element> children = element.all("Node").toList();
    List<Node> nodes = children.stream().map(c -> node(c, scope, classifies)).toList();
    int defaultChild = -1;
    String wanted = element.attribute("defaultChild", "");
    for (int i = 0; i < children.size(); i++) {
      if (!wanted.isEmpty() && children.get(i).attribute("id", "").equals(wanted)) {
        defaultChild = i;
      }
    }
    return new Node(Predicate.in(element, scope), result(element, classifies), nodes, defaultChild);
  }

  private double @Nullable [] result(Element node, boolean classifies) {
    List<Element> distribution = node.all("ScoreDistribution").toList();
    if (classifies && !distribution.isEmpty()) {
      double[] shares = new double[classes.size()];
      double records = distribution.stream().mapToDouble(d -> d.number("recordCount", 0)).sum();
      for (Element share : distribution) {
        int position = classes.indexOf(share.attribute("value"));
        if (position >= 0) {
          shares[position] = share.number("probability", share.number("recordCount", 0) / records);
        }
      }
      return shares;
    }
    if (node.optional("score").isEmpty()) {
      return null;
    }
    if (!classifies) {
      return new double[] {node.number("score")};
    }
    double[] certain = new double[classes.size()];
    int position = classes.indexOf(node.attribute("score"));
    if (position < 0) {
      throw Element.corrupt("scores the class '%s'".formatted(node.attribute("score")));
    }
    certain[position] = 1;
    return certain;
  }

  private PmmlModel regression(Element element, Scope scope) {
    String method = element.attribute("normalizationMethod", "none").toUpperCase(Locale.ROOT);
    Normalization normalization =
        Arrays.stream(Normalization.values())
            .filter(n -> n.name().equals(method))
            .findFirst()
            .orElseThrow(() -> Element.unsupported("normalizationMethod '%s'".formatted(method)));
    List<Element> tables = element.all("RegressionTable").toList();
    int[] position = new int[tables.size()];
    boolean[] seen = new boolean[width(element)];
    for (int i = 0; i < position.length; i++) {
      position[i] =
          classifies(element) ? classes.indexOf(tables.get(i).attribute("targetCategory")) : 0;
      if (position[i] < 0 || position.length != seen.length || seen[position[i]]) {
        throw Element.corrupt(
            "has %d RegressionTables that do not fit its classes %s"
                .formatted(tables.size(), classes));
      }
      seen[position[i]] = true;
    }
    return new Regression(
        tables.stream().map(t -> terms(t, scope)).toList(), position, normalization);
  }

  private static List<Regression.Term> terms(Element table, Scope scope) {
    List<Regression.Term> terms = new ArrayList<>();
    double intercept = table.number("intercept", 0);
    terms.add(_ -> intercept);
    for (Element term : table.children()) {
      double coefficient = term.number("coefficient");
      switch (term.name()) {
        case "NumericPredictor" -> {
          int cell = scope.need(term.attribute("name")).at();
          double exponent = term.number("exponent", 1);
          terms.add(row -> {
            double value = number(row[cell]);
            return coefficient * (exponent == 1 ? value : Math.pow(value, exponent));
          });
        }
        case "CategoricalPredictor" -> {
          Scope.Cell cell = scope.need(term.attribute("name"));
          Object value = cell.literal(term.attribute("value"));
          terms.add(row -> value != null && value.equals(row[cell.at()]) ? coefficient : 0);
        }
        case "PredictorTerm" -> {
          int[] cells =
              term.all("FieldRef").mapToInt(f -> scope.need(f.attribute("field")).at()).toArray();
          terms.add(row -> {
            double product = coefficient;
            for (int cell : cells) {
              product *= number(row[cell]);
            }
            return product;
          });
        }
        default -> throw Element.unsupported(term.name() + " in RegressionTable");
      }
    }
    return terms;
  }

  private static double number(@Nullable Object value) {
    return value instanceof Double number ? number : Double.NaN;
  }

  private PmmlModel mining(Element element, Scope scope) {
    Element segmentation = element.need("Segmentation");
    Mining.Method method =
        switch (segmentation.attribute("multipleModelMethod")) {
          case "sum" -> Mining.Method.SUM;
          case "average" -> Mining.Method.AVERAGE;
          case "weightedAverage" -> Mining.Method.WEIGHTED_AVERAGE;
          case "majorityVote" -> Mining.Method.MAJORITY_VOTE;
          case "weightedMajorityVote" -> Mining.Method.WEIGHTED_MAJORITY_VOTE;
          case "selectFirst" -> Mining.Method.SELECT_FIRST;
          case "modelChain" -> Mining.Method.MODEL_CHAIN;
          default ->
              throw Element.unsupported(
                  "multipleModelMethod '%s'"
                      .formatted(segmentation.attribute("multipleModelMethod")));
        };
    List<Mining.Segment> segments = new ArrayList<>();
    for (Element segment : segmentation.all("Segment").toList()) {
      Predicate test = Predicate.in(segment, scope);
      PmmlModel model = build(model(segment), scope);
      segments.add(new Mining.Segment(test, segment.number("weight", 1), model));
    }
    boolean chain = method == Mining.Method.MODEL_CHAIN;
    for (int i = chain ? segments.size() - 1 : 0; i < segments.size(); i++) {
      if (i < 0 || segments.get(i).model().width() != width(element)) {
        throw Element.corrupt("has segments whose results do not fit the model around them");
      }
    }
    return new Mining(segments, method, width(element));
  }

  /// The model among an element's children.
  static Element model(Element element) {
    return element.children().stream()
        .filter(c -> c.child("MiningSchema").isPresent())
        .findFirst()
        .orElseThrow(() -> Element.corrupt("has no model in " + element.name()));
  }
}
