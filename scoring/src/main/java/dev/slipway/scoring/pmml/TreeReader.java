package dev.slipway.scoring.pmml;

import dev.slipway.scoring.pmml.TreeModel.MissingStrategy;
import dev.slipway.scoring.pmml.TreeModel.Node;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Compiles a `TreeModel`.
///
/// @param votes whether only the class that a node scores counts, not its shares
record TreeReader(Kind kind, Scope scope, boolean votes) {
  TreeModel read(Element element, int at) {
    MissingStrategy strategy =
        switch (element.attribute("missingValueStrategy", "none")) {
          case "none" -> MissingStrategy.NONE;
          case "defaultChild" -> MissingStrategy.DEFAULT_CHILD;
          case "lastPrediction" -> MissingStrategy.LAST_PREDICTION;
          case "nullPrediction" -> MissingStrategy.NULL_PREDICTION;
          case "weightedConfidence" -> MissingStrategy.WEIGHTED_CONFIDENCE;
          case "aggregateNodes" -> MissingStrategy.AGGREGATE_NODES;
          default ->
              throw Element.unsupported(
                  "missingValueStrategy '%s'".formatted(element.attribute("missingValueStrategy")));
        };
    boolean weighs =
        strategy == MissingStrategy.WEIGHTED_CONFIDENCE
            || strategy == MissingStrategy.AGGREGATE_NODES;
    if (weighs && !kind.classifies()) {
      throw Element.unsupported(
          "missingValueStrategy '%s' of a regression"
              .formatted(element.attribute("missingValueStrategy")));
    }
    boolean last =
        switch (element.attribute("noTrueChildStrategy", "returnNullPrediction")) {
          case "returnLastPrediction" -> true;
          case "returnNullPrediction" -> false;
          default ->
              throw Element.unsupported(
                  "noTrueChildStrategy '%s'".formatted(element.attribute("noTrueChildStrategy")));
        };
    return new TreeModel(at, kind.width(), node(element.need("Node"), weighs), strategy, last);
  }

  private Node node(Element element, boolean weighs) {
    if (element.child("Regression").isPresent() || element.child("DecisionTree").isPresent()) {
      throw Element.unsupported("model inside a Node");
    }
    List<Element> children = element.all("Node").toList();
    int defaultChild = -1;
    String wanted = element.attribute("defaultChild", "");
    for (int i = 0; i < children.size() && !wanted.isEmpty(); i++) {
      if (children.get(i).attribute("id", "").equals(wanted)) {
        defaultChild = i;
      }
    }
    if (!wanted.isEmpty() && defaultChild < 0 && !children.isEmpty()) {
      throw Element.corrupt(
          "names the default child '%s', which is none".formatted(Element.abbreviated(wanted)));
    }
    double[] counts = counts(element);
    double records =
        element.number("recordCount", counts == null ? Double.NaN : Arrays.stream(counts).sum());
    if (weighs && (counts == null || !(records >= 0))) {
      throw Element.corrupt("has no recordCount in a Node whose tree needs it");
    }
    return new Node(
        new PredicateReader(scope).in(element),
        result(element, counts),
        counts,
        records,
        children.stream().map(c -> node(c, weighs)).toList(),
        defaultChild);
  }

  private double @Nullable [] counts(Element node) {
    List<Element> distribution = node.all("ScoreDistribution").toList();
    if (!kind.classifies()
        || distribution.isEmpty()
        || distribution.stream().anyMatch(d -> d.optional("recordCount").isEmpty())) {
      return null;
    }
    double[] counts = new double[kind.width()];
    for (Element share : distribution) {
      counts[kind.index(share.attribute("value"))] += share.number("recordCount");
    }
    return counts;
  }

  private double @Nullable [] result(Element node, double @Nullable [] counts) {
    if (!kind.classifies()) {
      return node.optional("score").isEmpty() ? null : new double[] {node.number("score")};
    }
    List<Element> distribution = node.all("ScoreDistribution").toList();
    if (distribution.isEmpty() || (votes && node.optional("score").isPresent())) {
      return node.optional("score").map(this::certain).orElse(null);
    }
    double[] shares = counts == null ? null : TreeModel.shares(counts);
    if (distribution.stream().anyMatch(d -> d.optional("probability").isPresent())) {
      shares = new double[kind.width()];
      for (Element share : distribution) {
        shares[kind.index(share.attribute("value"))] = share.number("probability");
      }
    }
    if (shares == null) {
      throw Element.corrupt("has a ScoreDistribution without records");
    }
    checkScore(node, shares);
    return votes ? certain(kind.classes().get(greatest(shares))) : shares;
  }

  /// Predictions follow the greatest probability, so a node that scores another class is refused.
  private void checkScore(Element node, double[] shares) {
    if (node.optional("score").isPresent()
        && shares[kind.index(node.attribute("score"))] < shares[greatest(shares)]) {
      throw Element.unsupported(
          "Node with the score '%s', which is not its most probable class"
              .formatted(Element.abbreviated(node.attribute("score"))));
    }
  }

  private double[] certain(String label) {
    double[] certain = new double[kind.width()];
    certain[kind.index(label)] = 1;
    return certain;
  }

  private static int greatest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
