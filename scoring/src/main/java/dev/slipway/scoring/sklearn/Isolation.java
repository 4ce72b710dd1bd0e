package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.engine.Link;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import dev.slipway.scoring.tree.Forest;
import dev.slipway.scoring.tree.Tree;
import java.util.List;

/// The isolation forest: rows that random splits set apart early are outliers (Liu, Ting and Zhou, 2008).
/// Class `-1` is an outlier, `1` an inlier.
final class Isolation {
  private static final double EULER_GAMMA = 0.5772156649015329;

  private Isolation() {}

  static Model forest(Estimator model, Frame in, Reading reading) {
    in.require(reading.inputs());
    List<Pickled> trees = model.list("estimators_");
    List<Pickled> features = model.list("estimators_features_");
    Forest.Builder forest = Forest.builder(in.width(), 1);
    for (int t = 0; t < trees.size() && t < features.size(); t++) {
      NumpyArray subset = NumpyArray.of(features.get(t));
      if (subset == null) {
        throw Refusal.corrupt("tree %d of %s has no columns".formatted(t, model.name()));
      }
      forest.add(tree(Estimator.require(trees.get(t), "a tree"), subset.ints(), reading));
    }
    double samples = model.number(model.has("_max_samples") ? "_max_samples" : "max_samples_");
    Link anomaly = new Anomaly(trees.size() * pathLength(samples), model.number("offset_"));
    Classes classes = new Classes(List.of("-1", "1"), ColumnType.INTEGER);
    return Model.on(in, forest.build().compile().then(anomaly), new Output.Decision(classes));
  }

  /// A tree whose leaves hold how long the way to a row would be, were the tree grown to the end.
  private static Tree tree(Estimator estimator, int[] subset, Reading reading) {
    NumpyArray nodes = estimator.child("tree_").array("nodes");
    reading.spend(nodes.size());
    NumpyArray left = nodes.field("left_child");
    NumpyArray right = nodes.field("right_child");
    NumpyArray feature = nodes.field("feature");
    NumpyArray threshold = nodes.field("threshold");
    NumpyArray samples = nodes.field("n_node_samples");
    int[] depth = new int[nodes.size()];
    Tree.Builder builder = Tree.builder(nodes.size(), 0);
    for (int node = 0; node < nodes.size(); node++) {
      int l = (int) left.integer(node);
      int r = (int) right.integer(node);
      if (l < 0) {
        builder.leaf(node, depth[node] + 1 + pathLength(samples.number(node)) - 1);
        continue;
      }
      int f = (int) feature.integer(node);
      // Nodes are numbered depth first, so children come behind their parent.
      if (l <= node
          || r <= node
          || l >= depth.length
          || r >= depth.length
          || f < 0
          || f >= subset.length) {
        throw Refusal.corrupt("node %d of an isolation tree is broken".formatted(node));
      }
      depth[l] = depth[node] + 1;
      depth[r] = depth[node] + 1;
      builder.branch(node, subset[f], threshold.number(node), l, r, false);
    }
    return builder.build();
  }

  /// The mean length of an unsuccessful search in a binary tree of `n` rows.
  private static double pathLength(double n) {
    if (n <= 1) {
      return 0;
    }
    return n == 2 ? 1 : 2 * (Math.log(n - 1) + EULER_GAMMA) - 2 * (n - 1) / n;
  }

  private record Anomaly(double normal, double offset) implements Link {
    @Override
    public int outputs(int inputs) {
      return inputs;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int r = 0; r < rows; r++) {
        out[r] = -Math.pow(2, -(normal == 0 ? 1 : raw[r] / normal)) - offset;
      }
    }
  }
}
