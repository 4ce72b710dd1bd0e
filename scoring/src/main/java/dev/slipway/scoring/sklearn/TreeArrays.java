package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.tree.Tree;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The arrays of one `sklearn.tree._tree.Tree`. Nodes are records that have grown over the versions, so
/// members are found by name.
record TreeArrays(
    NumpyArray left,
    NumpyArray right,
    NumpyArray feature,
    NumpyArray threshold,
    @Nullable NumpyArray missingLeft,
    NumpyArray values,
    boolean fractions) {

  static TreeArrays of(Estimator estimator, Reading reading) {
    Estimator tree = estimator.child("tree_");
    NumpyArray nodes = tree.array("nodes");
    NumpyArray values = tree.array("values");
    int count = nodes.size();
    if (count == 0 || values.length(0) != count) {
      throw Refusal.corrupt("a tree of %s has %d nodes".formatted(estimator.name(), count));
    }
    reading.spend(count + values.size());
    NumpyArray weight = nodes.field("weighted_n_node_samples");
    return new TreeArrays(
        nodes.field("left_child"),
        nodes.field("right_child"),
        nodes.field("feature"),
        nodes.field("threshold"),
        nodes.hasField("missing_go_to_left") ? nodes.field("missing_go_to_left") : null,
        values,
        areFractions(values, weight.number(0)));
  }

  int valuesPerNode() {
    return values.size() / left.size();
  }

  /// Versions before 1.3 keep the weight of each class in a node, newer ones the share.
  private static boolean areFractions(NumpyArray values, double weight) {
    double sum = 0;
    for (int i = 0; i < values.size() / values.length(0); i++) {
      sum += values.number(i);
    }
    return Math.abs(sum - 1) < 1e-9 && Math.abs(weight - 1) > 1e-9;
  }

  /// A tree whose leaves hold the share of each class.
  Tree classifier(int classes) {
    return classifier(classes, UnaryOperator.identity());
  }

  /// A tree whose leaves hold what `ballot` makes of the share of each class.
  Tree classifier(int classes, UnaryOperator<double[]> ballot) {
    if (valuesPerNode() != classes) {
      throw Refusal.unsupported(
          "a tree with %d values for %d classes (several targets) is not supported"
              .formatted(valuesPerNode(), classes));
    }
    return tree(Tree.vectorBuilder(left.size(), classes), classes, true, 1, ballot);
  }

  /// A tree whose leaves hold one number for each target.
  Tree regressor() {
    int width = valuesPerNode();
    return tree(Tree.vectorBuilder(left.size(), width), width, false, 1, UnaryOperator.identity());
  }

  /// A tree that adds `rate` times its leaf to one output.
  Tree addend(int output, double rate) {
    return tree(Tree.builder(left.size(), output), 1, false, rate, UnaryOperator.identity());
  }

  /// Says that no value may be missing, where the trees know no missing values.
  void requireIn(Frame in, Reading reading) {
    if (missingLeft == null) {
      in.require(reading.inputs());
    }
  }

  private Tree tree(
      Tree.Builder builder,
      int width,
      boolean shares,
      double rate,
      UnaryOperator<double[]> ballot) {
    int nodes = left.size();
    if (valuesPerNode() < width) {
      throw Refusal.corrupt("a tree has nodes without values");
    }
    double[] leaf = new double[width];
    for (int node = 0; node < nodes; node++) {
      long child = left.integer(node);
      if (child >= 0) {
        builder.branch(
            node,
            small(feature.integer(node)),
            threshold.number(node),
            small(child),
            small(right.integer(node)),
            missingLeft != null && missingLeft.integer(node) != 0);
        continue;
      }
      double sum = 0;
      for (int i = 0; i < width; i++) {
        leaf[i] = rate * values.number(node * width + i);
        sum += leaf[i];
      }
      for (int i = 0; shares && !fractions && sum != 0 && i < width; i++) {
        leaf[i] /= sum;
      }
      builder.leaf(node, ballot.apply(leaf));
    }
    return builder.build();
  }

  private static int small(long value) {
    return value == (int) value ? (int) value : -1;
  }
}
