package dev.slipway.scoring.catboost;

import dev.slipway.scoring.tree.Tree;
import java.util.Arrays;
import java.util.List;

/// A tree that asks the same question on every node of a level. Bit `l` of a leaf's number is the answer of
/// split `l`, true where the value is greater than the border.
record ObliviousTree(int[] splits, double[] leaves) implements Shape {
  private static final int DEEPEST = 16;

  ObliviousTree {
    if (splits.length > DEEPEST) {
      throw Refusal.corrupt("has a tree that has %d levels".formatted(splits.length));
    }
  }

  /// The root asks the last split, so that the leaf's number is read from its highest bit down.
  @Override
  public Tree tree(List<Question> questions, int outputs) {
    if (leaves.length != (long) outputs << splits.length) {
      throw Refusal.corrupt(
          "has a tree that has %d leaf values for %d levels"
              .formatted(leaves.length, splits.length));
    }
    int inner = (1 << splits.length) - 1;
    Tree.Builder tree =
        outputs == 1 ? Tree.builder(2 * inner + 1, 0) : Tree.vectorBuilder(2 * inner + 1, outputs);
    for (int n = 0; n < inner; n++) {
      int level = splits.length - (32 - Integer.numberOfLeadingZeros(n + 1));
      if (splits[level] < 0 || splits[level] >= questions.size()) {
        throw Refusal.corrupt(
            "has a tree that asks question %d of %d".formatted(splits[level], questions.size()));
      }
      Question asked = questions.get(splits[level]);
      tree.branch(
          n, asked.column(), asked.border(), 2 * n + 1, 2 * n + 2, !asked.missingIsGreater());
    }
    for (int leaf = 0; leaf <= inner; leaf++) {
      tree.leaf(inner + leaf, Arrays.copyOfRange(leaves, leaf * outputs, (leaf + 1) * outputs));
    }
    return tree.build();
  }
}
