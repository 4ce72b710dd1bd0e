package dev.slipway.scoring.onnx.kernel;

import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.onnx.file.OnnxNode;
import dev.slipway.scoring.tree.Comparison;
import dev.slipway.scoring.tree.Forest;
import dev.slipway.scoring.tree.Precision;
import dev.slipway.scoring.tree.Tree;

/// A [TreeTable] as a forest of our own engine.
///
/// All comparisons become `<=`: `x < t` is `x <= t'` with the next smaller number of the values' precision,
/// and `x > t` is `x <= t` with the branches exchanged.
final class Forests {
  /// How many numbers of vector leaves may stand for one weight of the file.
  private static final long SPREAD = 64;

  private static final long ALWAYS_FINE = 1 << 20;

  private final OnnxNode node;
  private final TreeTable table;
  private final int outputs;
  private boolean equality;
  private long spread;

  private Forests(OnnxNode node, TreeTable table, int outputs) {
    this.node = node;
    this.table = table;
    this.outputs = outputs;
  }

  /// The sums of the leaves for each of `outputs` targets, in the precision of the table.
  static Engine sums(OnnxNode node, TreeTable table, int features, int outputs, Plan plan) {
    return new Forests(node, table, outputs).engine(features, false, 1, plan);
  }

  /// The leaf of every tree, side by side. The table must have one target.
  static Engine leaves(OnnxNode node, TreeTable table, int features, Plan plan) {
    return new Forests(node, table, 1).engine(features, true, 1, plan);
  }

  static Engine means(OnnxNode node, TreeTable table, int features, int outputs, Plan plan) {
    return new Forests(node, table, outputs).engine(features, false, table.roots().length, plan);
  }

  private Engine engine(int features, boolean apart, int divisor, Plan plan) {
    Forest.Builder builder =
        Forest.builder(features, apart ? table.roots().length : outputs)
            .comparison(Comparison.LESS_OR_EQUAL)
            .splits(table.precision())
            .sums(table.precision())
            .divisor(divisor);
    for (int tree = 0; tree < table.roots().length; tree++) {
      int target = apart ? 0 : onlyTarget(tree);
      builder.add(tree(tree, apart ? tree : target, target));
    }
    Forest forest = builder.build();
    plan.facts(forest.facts());
    if (!equality) {
      return forest.compile();
    }
    if (apart || divisor != 1) {
      throw Plan.notCompiled(node, "with tests of equality and such an aggregate");
    }
    return new ModeForest(table, features, outputs);
  }

  /// The target that every leaf of a tree has exactly one weight for, or [Tree#EVERY_OUTPUT].
  private int onlyTarget(int tree) {
    int only = -1;
    for (int i = table.roots()[tree]; i < table.end(tree); i++) {
      if (table.mode()[i] == NodeMode.LEAF) {
        int first = table.firstWeight()[i];
        int target = table.firstWeight()[i + 1] == first ? -1 : table.target()[first];
        if (table.firstWeight()[i + 1] != first + 1 || (only >= 0 && target != only)) {
          return Tree.EVERY_OUTPUT;
        }
        only = target;
      }
    }
    return only;
  }

  private Tree tree(int tree, int output, int target) {
    int root = table.roots()[tree];
    int nodes = table.end(tree) - root;
    boolean vector = target == Tree.EVERY_OUTPUT;
    if (vector) {
      spread += (long) nodes * outputs;
      if (spread > ALWAYS_FINE && spread > SPREAD * table.weight().length) {
        throw Plan.notCompiled(node, "with few weights for many targets");
      }
    }
    Tree.Builder builder =
        vector ? Tree.vectorBuilder(nodes, outputs) : Tree.builder(nodes, output);
    for (int i = root; i < root + nodes; i++) {
      if (table.mode()[i] == NodeMode.LEAF) {
        builder.leaf(i - root, vector ? weights(i) : weight(i));
      } else {
        branch(builder, i, root);
      }
    }
    return builder.build();
  }

  private double[] weight(int leaf) {
    return new double[] {table.weight()[table.firstWeight()[leaf]]};
  }

  private double[] weights(int leaf) {
    double[] weights = new double[outputs];
    boolean[] seen = new boolean[outputs];
    for (int w = table.firstWeight()[leaf]; w < table.firstWeight()[leaf + 1]; w++) {
      int target = table.target()[w];
      if (seen[target]) {
        throw Plan.notCompiled(node, "with two weights of a leaf for one target");
      }
      seen[target] = true;
      weights[target] = table.weight()[w];
    }
    return weights;
  }

  private void branch(Tree.Builder builder, int i, int root) {
    double threshold = table.threshold()[i];
    int whenTrue = table.whenTrue()[i] - root;
    int whenFalse = table.whenFalse()[i] - root;
    boolean missingTrue = table.missingTrue()[i];
    int feature = table.feature()[i];
    equality |= Double.isNaN(threshold) || threshold == Double.NEGATIVE_INFINITY;
    switch (table.mode()[i]) {
      case BRANCH_LEQ ->
          builder.branch(i - root, feature, threshold, whenTrue, whenFalse, missingTrue);
      case BRANCH_LT ->
          builder.branch(i - root, feature, down(threshold), whenTrue, whenFalse, missingTrue);
      case BRANCH_GT ->
          builder.branch(i - root, feature, threshold, whenFalse, whenTrue, !missingTrue);
      case BRANCH_GTE ->
          builder.branch(i - root, feature, down(threshold), whenFalse, whenTrue, !missingTrue);
      case BRANCH_EQ, BRANCH_NEQ -> {
        equality = true;
        builder.branch(i - root, feature, threshold, whenTrue, whenFalse, missingTrue);
      }
      case LEAF -> {}
    }
  }

  private double down(double threshold) {
    return table.precision() == Precision.FLOAT32
        ? Math.nextDown((float) threshold)
        : Math.nextDown(threshold);
  }
}
