package dev.slipway.scoring.pmml;

import dev.slipway.scoring.pmml.Predicate.Answer;
import dev.slipway.scoring.pmml.TreeModel.MissingStrategy;
import dev.slipway.scoring.pmml.TreeModel.Node;
import dev.slipway.scoring.tree.Forest;
import dev.slipway.scoring.tree.Precision;
import dev.slipway.scoring.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns trees that only compare numbers with thresholds into a [Forest]: a node's children, tested in
/// order, become a chain of binary nodes. Not thread-safe; one use a forest.
///
/// For a missing value a binary node has one direction only. Where a document asks for more (no prediction,
/// the last one), [ForestModel] walks the original trees for rows with missing values instead.
final class TreeCompiler {
  private static final int DEEPEST = 600;

  private final int width;
  private final Map<Integer, Integer> features = new LinkedHashMap<>();
  private boolean floats = true;
  private boolean knowsMissing = true;

  private final List<Branch> nodes = new ArrayList<>();

  /// A node of the tree under construction: a branch, or a leaf where `values` is there.
  private record Branch(
      int feature,
      double threshold,
      int left,
      int right,
      boolean missingLeft,
      double @Nullable [] values) {}

  private TreeCompiler(int width) {
    this.width = width;
  }

  /// @param divisor what the sum of the trees is divided by
  /// @param single whether sums are in float32
  /// @return nothing, where a tree tests something else
  static Optional<PmmlModel> compile(
      int at,
      int width,
      List<TreeModel> trees,
      double[] weights,
      double divisor,
      boolean single,
      PmmlModel original) {
    TreeCompiler compiler = new TreeCompiler(width);
    List<List<Branch>> compiled = new ArrayList<>();
    for (int t = 0; t < trees.size(); t++) {
      compiler.nodes.clear();
      TreeModel tree = trees.get(t);
      boolean always =
          tree.root().test() instanceof Predicate.Always(Answer answer) && answer == Answer.TRUE;
      if (!always || compiler.emit(tree, tree.root(), null, weights[t], 0) < 0) {
        return Optional.empty();
      }
      compiled.add(List.copyOf(compiler.nodes));
    }
    if (compiler.features.isEmpty()) {
      return Optional.empty();
    }
    Forest.Builder forest =
        Forest.builder(compiler.features.size(), width)
            .splits(compiler.floats ? Precision.FLOAT32 : Precision.FLOAT64)
            .sums(single ? Precision.FLOAT32 : Precision.FLOAT64)
            .divisor(divisor);
    compiled.forEach(nodes -> forest.add(compiler.tree(nodes)));
    int[] cells = compiler.features.keySet().stream().mapToInt(i -> i).toArray();
    return Optional.of(
        new ForestModel(
            at, width, cells, forest.build().compile(), compiler.knowsMissing, original));
  }

  private Tree tree(List<Branch> nodes) {
    Tree.Builder tree =
        width == 1 ? Tree.builder(nodes.size(), 0) : Tree.vectorBuilder(nodes.size(), width);
    for (int i = 0; i < nodes.size(); i++) {
      Branch node = nodes.get(i);
      if (node.values != null) {
        tree.leaf(i, node.values);
      } else {
        tree.branch(i, node.feature, node.threshold, node.left, node.right, node.missingLeft);
      }
    }
    return tree.build();
  }

  /// Appends a node and all below it, and returns its number, or -1 where it cannot be done.
  private int emit(TreeModel tree, Node node, double @Nullable [] last, double weight, int depth) {
    double[] result = node.result() == null ? last : node.result();
    return node.children().isEmpty()
        ? leaf(node.result(), weight)
        : emit(tree, node, 0, null, result, weight, depth);
  }

  private int leaf(double @Nullable [] result, double weight) {
    double[] values = new double[width];
    if (result == null) {
      Arrays.fill(values, Double.NaN);
    } else {
      Arrays.setAll(values, i -> result[i] * weight);
    }
    nodes.add(new Branch(0, 0, 0, 0, false, values));
    return nodes.size() - 1;
  }

  /// Appends the test of child `i` and of those after it.
  ///
  /// @param failed the test that has just failed, if it compares a number
  private int emit(
      TreeModel tree,
      Node parent,
      int i,
      Predicate.@Nullable Compared failed,
      double @Nullable [] last,
      double weight,
      int depth) {
    if (depth > DEEPEST) {
      return -1;
    }
    if (i == parent.children().size()) {
      return leaf(tree.lastOnNone() ? last : null, weight);
    }
    Node child = parent.children().get(i);
    return switch (child.test()) {
      case Predicate.Always(Answer answer) ->
          answer == Answer.TRUE
              ? emit(tree, child, last, weight, depth + 1)
              : emit(tree, parent, i + 1, failed, last, weight, depth + 1);
      case Predicate.Compared test when failed != null && opposite(failed, test) ->
          emit(tree, child, last, weight, depth + 1);
      case Predicate.Compared test -> branch(tree, parent, i, test, last, weight, depth);
      case Predicate.IsMissing _,
          Predicate.OneText _,
          Predicate.OneNumber _,
          Predicate.Compound _ ->
          -1;
    };
  }

  private int branch(
      TreeModel tree,
      Node parent,
      int i,
      Predicate.Compared test,
      double @Nullable [] last,
      double weight,
      int depth) {
    Predicate.Comparison comparison = test.comparison();
    if (comparison == Predicate.Comparison.EQUAL || comparison == Predicate.Comparison.NOT_EQUAL) {
      return -1;
    }
    boolean float32 = test.cell().type() == FieldType.FLOAT;
    boolean greater =
        comparison == Predicate.Comparison.GREATER
            || comparison == Predicate.Comparison.GREATER_OR_EQUAL;
    // `x < t` is `x <= ` the number before t.
    boolean strict =
        comparison == Predicate.Comparison.LESS
            || comparison == Predicate.Comparison.GREATER_OR_EQUAL;
    double with = strict ? below(test.with(), float32) : test.with();
    floats &= float32;
    int feature = features.computeIfAbsent(test.cell().at(), _ -> features.size());
    int number = nodes.size();
    nodes.add(new Branch(0, 0, 0, 0, false, null));
    int yes = emit(tree, parent.children().get(i), last, weight, depth + 1);
    int no = yes < 0 ? -1 : emit(tree, parent, i + 1, test, last, weight, depth + 1);
    if (no < 0) {
      return -1;
    }
    boolean missingToYes = missingToYes(tree, parent, i, test);
    nodes.set(
        number,
        greater
            ? new Branch(feature, with, no, yes, !missingToYes, null)
            : new Branch(feature, with, yes, no, missingToYes, null));
    return number;
  }

  /// Where a row without the value goes; that it can go neither way is noted in `knowsMissing`.
  private boolean missingToYes(TreeModel tree, Node parent, int i, Predicate.Compared test) {
    Predicate next = i + 1 < parent.children().size() ? parent.children().get(i + 1).test() : null;
    boolean nextIsOpposite =
        next instanceof Predicate.Compared compared && opposite(test, compared);
    boolean nextIsRest =
        nextIsOpposite || next instanceof Predicate.Always(Answer answer) && answer == Answer.TRUE;
    if (tree.strategy() == MissingStrategy.DEFAULT_CHILD
        && (parent.defaultChild() == i || (parent.defaultChild() == i + 1 && nextIsRest))) {
      return parent.defaultChild() == i;
    }
    knowsMissing &= tree.strategy() == MissingStrategy.NONE && !nextIsOpposite;
    return false;
  }

  private static double below(double threshold, boolean float32) {
    return float32 ? Math.nextDown((float) threshold) : Math.nextDown(threshold);
  }

  private static boolean opposite(Predicate.Compared a, Predicate.Compared b) {
    return a.cell().equals(b.cell())
        && a.with() == b.with()
        && switch (a.comparison()) {
          case LESS -> b.comparison() == Predicate.Comparison.GREATER_OR_EQUAL;
          case LESS_OR_EQUAL -> b.comparison() == Predicate.Comparison.GREATER;
          case GREATER -> b.comparison() == Predicate.Comparison.LESS_OR_EQUAL;
          case GREATER_OR_EQUAL -> b.comparison() == Predicate.Comparison.LESS;
          case EQUAL -> b.comparison() == Predicate.Comparison.NOT_EQUAL;
          case NOT_EQUAL -> b.comparison() == Predicate.Comparison.EQUAL;
        };
  }
}
