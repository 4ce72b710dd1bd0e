package dev.slipway.scoring.catboost;

import dev.slipway.scoring.document.Document;
import dev.slipway.scoring.tree.Tree;
import java.util.Arrays;
import java.util.List;

/// A tree that asks the same question on every node of a level. Bit `l` of a leaf's number is the answer of
/// split `l`, true where the value is greater than the border.
record ObliviousTree(int[] feature, double[] border, boolean[] missingIsGreater, double[] leaves) {
  private static final int DEEPEST = 16;

  /// @param features each float feature's column and whether its missing values count as greatest
  static ObliviousTree read(Document tree, FloatFeatures features, int outputs) {
    List<Document> splits = tree.optional("splits").map(Document::items).orElse(List.of());
    if (splits.size() > DEEPEST) {
      throw tree.corrupt("has %d levels".formatted(splits.size()));
    }
    int[] feature = new int[splits.size()];
    double[] border = new double[splits.size()];
    boolean[] greatest = new boolean[splits.size()];
    for (int l = 0; l < splits.size(); l++) {
      Document split = splits.get(l);
      FloatFeatures.refuseOtherSplits(split);
      int index = split.field("float_feature_index").count(features.count() - 1);
      feature[l] = features.column(index);
      border[l] = (float) split.field("border").number();
      greatest[l] = features.missingIsGreatest(index);
    }
    double[] leaves = tree.field("leaf_values").numbers();
    if (leaves.length != (long) outputs << splits.size()) {
      throw tree.corrupt(
          "has %d leaf values for %d levels".formatted(leaves.length, splits.size()));
    }
    return new ObliviousTree(feature, border, greatest, leaves);
  }

  /// The root asks the last split, so that the leaf's number is read from its highest bit down.
  Tree tree(int outputs) {
    int inner = (1 << feature.length) - 1;
    Tree.Builder tree =
        outputs == 1 ? Tree.builder(2 * inner + 1, 0) : Tree.vectorBuilder(2 * inner + 1, outputs);
    for (int n = 0; n < inner; n++) {
      int level = feature.length - (32 - Integer.numberOfLeadingZeros(n + 1));
      tree.branch(n, feature[level], border[level], 2 * n + 1, 2 * n + 2, !missingIsGreater[level]);
    }
    for (int leaf = 0; leaf <= inner; leaf++) {
      tree.leaf(inner + leaf, Arrays.copyOfRange(leaves, leaf * outputs, (leaf + 1) * outputs));
    }
    return tree.build();
  }
}
