package dev.slipway.scoring.pmml;

import dev.slipway.core.table.ColumnType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compiles models from their elements.
///
/// @param dictionary the data dictionary's fields by name
record ModelReader(Map<String, Element> dictionary) {
  /// What a model is for the one around it.
  enum Role {
    ALONE,
    /// One of many whose results are added, on the tree engine all together.
    ADDED,
    /// One of many whose classes are counted.
    VOTING
  }

  /// The outermost model, which alone is given the raw fields.
  Prepared outermost(Element element, Kind kind, Scope raw, Optional<Element> transformations) {
    Scope scope = raw.inner();
    FieldTreatment.prepare(element.need("MiningSchema"), dictionary, raw, scope);
    transformations.ifPresent(t -> ExpressionReader.define(t, scope));
    return read(element, kind, scope, Role.ALONE, Outputs.none());
  }

  /// A model inside another.
  Prepared read(Element element, Scope outer, Kind around, Role role) {
    Scope scope = outer.inner();
    FieldTreatment.prepare(element.need("MiningSchema"), Map.of(), outer, scope);
    Kind kind = kind(element, Optional.of(around));
    if (role == Role.VOTING && !kind.classes().equals(around.classes())) {
      throw Element.corrupt("has segments that vote on other classes than the model around them");
    }
    int at = scope.layout().numbers(kind.width());
    PmmlModel model = build(element, kind, scope, role, at);
    return finish(element, kind, scope, model, Outputs.read(element, kind, model.at(), outer));
  }

  private Prepared read(Element element, Kind kind, Scope scope, Role role, Outputs outputs) {
    int at = scope.layout().numbers(kind.width());
    return finish(element, kind, scope, build(element, kind, scope, role, at), outputs);
  }

  private static Prepared finish(
      Element element, Kind kind, Scope scope, PmmlModel model, Outputs outputs) {
    scope.complete();
    return new Prepared(scope.steps(), model, TargetRule.read(element, kind), outputs);
  }

  private PmmlModel build(Element element, Kind kind, Scope scope, Role role, int at) {
    if (element.attribute("isScorable", "true").equals("false")) {
      throw Element.unsupported("model that is marked as not scorable");
    }
    element.child("LocalTransformations").ifPresent(t -> ExpressionReader.define(t, scope));
    return switch (element.name()) {
      case "TreeModel" -> {
        TreeModel tree = new TreeReader(kind, scope, role == Role.VOTING).read(element, at);
        yield role == Role.ALONE
            ? TreeCompiler.compile(
                    at, kind.width(), List.of(tree), new double[] {1}, 1, false, tree)
                .orElse(tree)
            : tree;
      }
      case "RegressionModel" -> new RegressionReader(kind, scope).read(element, at);
      case "GeneralRegressionModel" -> new GeneralRegressionReader(kind, scope).read(element, at);
      case "NeuralNetwork" -> new NeuralNetworkReader(kind, scope).read(element, at);
      case "Scorecard" -> Scorecard.read(element, scope, at);
      case "SupportVectorMachineModel" -> new VectorMachineReader(kind, scope).read(element, at);
      case "NaiveBayesModel" -> new NaiveBayesReader(kind, scope).read(element, at);
      case "ClusteringModel" -> Clustering.read(element, kind, scope, at);
      case "NearestNeighborModel" -> NearestNeighbors.read(element, kind, scope, at);
      case "MiningModel" -> new MiningReader(this, kind, scope).read(element, at);
      default -> throw Element.unsupported("model " + element.name());
    };
  }

  /// Whether the model computes in float32.
  static boolean single(Element model) {
    String context = model.attribute("mathContext", model.attribute("x-mathContext", "double"));
    return switch (context) {
      case "double" -> false;
      case "float" -> true;
      default -> throw Element.unsupported("mathContext '%s'".formatted(context));
    };
  }

  /// What a model predicts: the classes are the values of its target, else those that the model around it
  /// has, else those that it names.
  Kind kind(Element model, Optional<Kind> around) {
    String function = model.attribute("functionName");
    switch (function) {
      case "regression" -> {
        return Kind.regression();
      }
      case "classification" -> {}
      case "clustering" -> {
        return Clustering.kind(model);
      }
      default ->
          throw Element.unsupported("function '%s'".formatted(Element.abbreviated(function)));
    }
    Optional<Element> target = target(model).map(dictionary::get);
    Set<String> labels = new LinkedHashSet<>();
    target.ifPresent(field ->
        field
            .all("Value")
            .filter(v -> v.attribute("property", "valid").equals("valid"))
            .forEach(v -> labels.add(v.attribute("value"))));
    if (labels.isEmpty()) {
      collect(model, labels);
    }
    if (around.isPresent() && around.get().classes().containsAll(labels)) {
      labels.clear();
      labels.addAll(around.get().classes());
    }
    if (labels.isEmpty()) {
      throw Element.corrupt("names no class that it predicts");
    }
    return new Kind(
        VectorMachineReader.isMarginal(model) ? Kind.Scores.MARGINS : Kind.Scores.PROBABILITIES,
        List.copyOf(labels),
        target.map(f -> FieldType.of(f).column()).orElse(ColumnType.STRING),
        target.map(f -> f.attribute("optype", "").equals("ordinal")).orElse(false));
  }

  static Optional<String> target(Element model) {
    return model
        .need("MiningSchema")
        .all("MiningField")
        .filter(f ->
            switch (f.attribute("usageType", "active")) {
              case "target", "predicted" -> true;
              default -> false;
            })
        .map(f -> f.attribute("name"))
        .findFirst();
  }

  private static void collect(Element element, Set<String> labels) {
    switch (element.name()) {
      case "RegressionTable", "PCell" -> element.optional("targetCategory").ifPresent(labels::add);
      case "GeneralRegressionModel" ->
          element.optional("targetReferenceCategory").ifPresent(labels::add);
      case "SupportVectorMachine" -> {
        element.optional("targetCategory").ifPresent(labels::add);
        element.optional("alternateTargetCategory").ifPresent(labels::add);
      }
      case "TargetValueCount", "TargetValueStat", "ScoreDistribution" ->
          labels.add(element.attribute("value"));
      case "NeuralOutput" ->
          element
              .child("DerivedField")
              .flatMap(d -> d.child("NormDiscrete"))
              .ifPresent(n -> labels.add(n.attribute("value")));
      case "Node" -> {
        if (element.child("ScoreDistribution").isEmpty()) {
          element.optional("score").ifPresent(labels::add);
        }
      }
      default -> {}
    }
    element.children().forEach(c -> collect(c, labels));
  }

  /// The model among an element's children.
  static Element model(Element element) {
    return element.children().stream()
        .filter(c -> c.child("MiningSchema").isPresent())
        .findFirst()
        .orElseThrow(() -> Element.corrupt("has no model in " + element.name()));
  }
}
