package dev.slipway.scoring.catboost;

import dev.slipway.scoring.tree.Tree;
import java.util.Arrays;
import java.util.List;

/// A tree of grow policy Depthwise or Lossguide. Children are counted from their parent; where a side has
/// the count 0, the walk ends with the node's own leaf.
///
/// @param left the way to the child where the answer is no
/// @param right the way to the child where the answer is yes
/// @param leaf where a node's leaf begins in `values`
record BranchingTree(int[] splits, int[] left, int[] right, long[] leaf, double[] values)
    implements Shape {

  @Override
  public Tree tree(List<Question> questions, int outputs) {
    int nodes = splits.length;
    int halves = 0;
    for (int n = 0; n < nodes; n++) {
      halves += (left[n] == 0) != (right[n] == 0) ? 1 : 0;
    }
    // A leaf has values of its own, so an honest tree has at most twice as many nodes as leaves.
    if ((nodes + (long) halves) * outputs > 2L * values.length) {
      throw Refusal.corrupt(
          "has a tree that has %d nodes for %d leaf values".formatted(nodes, values.length));
    }
    Tree.Builder tree =
        outputs == 1
            ? Tree.builder(nodes + halves, 0)
            : Tree.vectorBuilder(nodes + halves, outputs);
    int added = nodes;
    for (int n = 0; n < nodes; n++) {
      if (left[n] == 0 && right[n] == 0) {
        tree.leaf(n, leaf(n, outputs));
        continue;
      }
      int onLeft = left[n] == 0 ? added : n + left[n];
      int onRight = right[n] == 0 ? added : n + right[n];
      if (left[n] == 0 || right[n] == 0) {
        tree.leaf(added++, leaf(n, outputs));
      }
      if (splits[n] < 0 || splits[n] >= questions.size()) {
        throw Refusal.corrupt(
            "has a tree that asks question %d of %d".formatted(splits[n], questions.size()));
      }
      if ((left[n] != 0 && onLeft >= nodes) || (right[n] != 0 && onRight >= nodes)) {
        throw Refusal.corrupt(
            "has a tree that ends behind node %d, which has children".formatted(n));
      }
      Question asked = questions.get(splits[n]);
      tree.branch(n, asked.column(), asked.border(), onLeft, onRight, !asked.missingIsGreater());
    }
    return tree.build();
  }

  private double[] leaf(int node, int outputs) {
    long at = leaf[node];
    if (at < 0 || at > values.length - outputs) {
      throw Refusal.corrupt(
          "has a tree that reads leaf value %d of %d".formatted(at, values.length));
    }
    return Arrays.copyOfRange(values, (int) at, (int) at + outputs);
  }
}
