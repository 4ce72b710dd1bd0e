package dev.slipway.scoring.onnx.kernel;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.scoring.onnx.file.OnnxNode;
import dev.slipway.scoring.tree.Precision;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The trees of a `TreeEnsemble...` node as arrays: one entry a node, the nodes of a tree together with the
/// root first, children as positions in the arrays.
///
/// @param roots the first node of each tree
/// @param missingTrue whether a missing value goes to the true branch
/// @param firstWeight for each node, and one more, where its weights start in `target` and `weight`
record TreeTable(
    Precision precision,
    int[] roots,
    NodeMode[] mode,
    int[] feature,
    double[] threshold,
    int[] whenTrue,
    int[] whenFalse,
    boolean[] missingTrue,
    int[] firstWeight,
    int[] target,
    double[] weight) {

  int nodes() {
    return mode.length;
  }

  int end(int tree) {
    return tree + 1 < roots.length ? roots[tree + 1] : nodes();
  }

  /// @param prefix of the attributes of the leaves: `class` or `target`
  static TreeTable read(OnnxNode node, String prefix, Precision precision) {
    long[] trees = node.integers("nodes_treeids");
    long[] ids = node.integers("nodes_nodeids");
    int count = trees.length;
    if (count == 0) {
      throw corrupt(node, "has no nodes");
    }
    NodeMode[] mode = modes(node, count);
    double[] threshold = numbers(node, "nodes_values", precision);
    long[] features = same(node, "nodes_featureids", count);
    same(node, "nodes_nodeids", count);
    if (threshold.length != count) {
      throw corrupt(node, "has %d nodes and %d values".formatted(count, threshold.length));
    }
    Map<Id, Integer> positions = new HashMap<>(count * 2);
    for (int i = 0; i < count; i++) {
      if (positions.put(new Id(trees[i], ids[i]), i) != null) {
        throw corrupt(node, "has node %d of tree %d twice".formatted(ids[i], trees[i]));
      }
    }
    int[] feature = new int[count];
    for (int i = 0; i < count; i++) {
      feature[i] = (int) Math.clamp(features[i], -1, Integer.MAX_VALUE);
    }
    Weights weights = Weights.read(node, prefix, precision, positions, mode);
    TreeTable table =
        new TreeTable(
            precision,
            roots(node, trees),
            mode,
            feature,
            threshold,
            children(node, "nodes_truenodeids", trees, positions, mode),
            children(node, "nodes_falsenodeids", trees, positions, mode),
            missing(node, count),
            weights.first(),
            weights.target(),
            weights.weight());
    table.checkTrees(node);
    return table;
  }

  /// Every node must have one parent at most, so that a walk ends.
  private void checkTrees(OnnxNode node) {
    boolean[] seen = new boolean[nodes()];
    for (int root : roots) {
      seen[root] = true;
    }
    for (int i = 0; i < nodes(); i++) {
      if (mode[i] != NodeMode.LEAF) {
        for (int child : new int[] {whenTrue[i], whenFalse[i]}) {
          if (seen[child]) {
            throw corrupt(node, "has a broken tree: two ways lead to node " + child);
          }
          seen[child] = true;
        }
      }
    }
  }

  private record Id(long tree, long node) {}

  /// The weights of all leaves, in the order of the leaves' positions and, for one leaf, of the file.
  private record Weights(int[] first, int[] target, double[] weight) {
    static Weights read(
        OnnxNode node,
        String prefix,
        Precision precision,
        Map<Id, Integer> positions,
        NodeMode[] mode) {
      long[] targets = node.integers(prefix + "_ids");
      long[] trees = same(node, prefix + "_treeids", targets.length);
      long[] ids = same(node, prefix + "_nodeids", targets.length);
      double[] given = numbers(node, prefix + "_weights", precision);
      if (given.length != targets.length) {
        throw corrupt(
            node, "has %d leaves, weights for %d".formatted(targets.length, given.length));
      }
      int[] leaf = new int[targets.length];
      int[] first = new int[mode.length + 1];
      for (int i = 0; i < leaf.length; i++) {
        Integer position = positions.get(new Id(trees[i], ids[i]));
        if (position == null) {
          throw corrupt(node, "weighs node %d, which tree %d lacks".formatted(ids[i], trees[i]));
        }
        leaf[i] = position;
        first[position + 1]++;
      }
      for (int i = 0; i < mode.length; i++) {
        first[i + 1] += first[i];
      }
      int[] next = Arrays.copyOf(first, mode.length);
      int[] target = new int[leaf.length];
      double[] weight = new double[leaf.length];
      for (int i = 0; i < leaf.length; i++) {
        int at = next[leaf[i]]++;
        target[at] = (int) Math.clamp(targets[i], -1, Integer.MAX_VALUE);
        weight[at] = given[i];
      }
      return new Weights(first, target, weight);
    }
  }

  private static NodeMode[] modes(OnnxNode node, int count) {
    List<String> names = node.texts("nodes_modes");
    if (names.size() != count) {
      throw corrupt(node, "has %d nodes and %d modes".formatted(count, names.size()));
    }
    Map<String, NodeMode> known = new HashMap<>();
    for (NodeMode mode : NodeMode.values()) {
      known.put(mode.name(), mode);
    }
    NodeMode[] modes = new NodeMode[count];
    for (int i = 0; i < count; i++) {
      NodeMode mode = known.get(names.get(i));
      if (mode == null) {
        throw corrupt(node, "has a node of an unknown mode");
      }
      modes[i] = mode;
    }
    return modes;
  }

  /// A tree ends where the next entry belongs to another tree.
  private static int[] roots(OnnxNode node, long[] trees) {
    int[] roots = new int[trees.length];
    Map<Long, Integer> seen = new HashMap<>();
    int count = 0;
    for (int i = 0; i < trees.length; i++) {
      if (i == 0 || trees[i] != trees[i - 1]) {
        if (seen.put(trees[i], i) != null) {
          throw corrupt(node, "has the nodes of tree %d in several places".formatted(trees[i]));
        }
        roots[count++] = i;
      }
    }
    return Arrays.copyOf(roots, count);
  }

  private static int[] children(
      OnnxNode node, String name, long[] trees, Map<Id, Integer> positions, NodeMode[] mode) {
    long[] ids = same(node, name, mode.length);
    int[] children = new int[mode.length];
    for (int i = 0; i < children.length; i++) {
      if (mode[i] != NodeMode.LEAF) {
        Integer child = positions.get(new Id(trees[i], ids[i]));
        if (child == null) {
          throw corrupt(node, "leads to node %d, which tree %d lacks".formatted(ids[i], trees[i]));
        }
        children[i] = child;
      }
    }
    return children;
  }

  private static boolean[] missing(OnnxNode node, int count) {
    long[] given = node.integers("nodes_missing_value_tracks_true");
    if (given.length != 0 && given.length != count) {
      throw corrupt(node, "says of %d nodes what a missing value does".formatted(given.length));
    }
    boolean[] missing = new boolean[count];
    for (int i = 0; i < given.length; i++) {
      missing[i] = given[i] == 1;
    }
    return missing;
  }

  private static long[] same(OnnxNode node, String name, int count) {
    long[] values = node.integers(name);
    if (values.length != count) {
      throw corrupt(node, "has %d of %s, expected %d".formatted(values.length, name, count));
    }
    return values;
  }

  /// The list of an attribute, or the tensor that may stand for it, which must have the input's precision.
  static double[] numbers(OnnxNode node, String name, Precision precision) {
    if (!node.has(name + "_as_tensor")) {
      return node.numbers(name);
    }
    if (precision != Precision.FLOAT64 || node.numbers(name).length > 0) {
      throw Plan.notCompiled(node, "with " + name + " of another precision");
    }
    return node.numbers(name + "_as_tensor");
  }

  static SlipwayException corrupt(OnnxNode node, String what) {
    return new SlipwayException(
        ErrorCode.CORRUPT_MODEL,
        "the ONNX model's %s %s; export it again".formatted(node.operator(), what));
  }
}
