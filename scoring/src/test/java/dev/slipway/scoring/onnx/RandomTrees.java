package dev.slipway.scoring.onnx;

import static dev.slipway.scoring.onnx.OnnxModels.DOUBLE;
import static dev.slipway.scoring.onnx.OnnxModels.FLOAT;
import static dev.slipway.scoring.onnx.OnnxModels.INT64;
import static dev.slipway.scoring.onnx.OnnxModels.message;
import static dev.slipway.scoring.onnx.OnnxModels.model;
import static dev.slipway.scoring.onnx.OnnxModels.node;
import static dev.slipway.scoring.onnx.OnnxModels.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Writes `TreeEnsemble...` models of random trees, in every form that the operator has.
final class RandomTrees {
  static final int FEATURES = 5;

  private final Random random;
  private final List<String> modes;
  private final List<Long> trees = new ArrayList<>();
  private final List<Long> ids = new ArrayList<>();
  private final List<String> mode = new ArrayList<>();
  private final List<Long> features = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();
  private final List<Long> whenTrue = new ArrayList<>();
  private final List<Long> whenFalse = new ArrayList<>();
  private final List<Long> missing = new ArrayList<>();
  private final List<Long> leafTree = new ArrayList<>();
  private final List<Long> leafNode = new ArrayList<>();
  private final List<Long> leafTarget = new ArrayList<>();
  private final List<Double> leafWeight = new ArrayList<>();

  RandomTrees(Random random, List<String> modes) {
    this.random = random;
    this.modes = modes;
  }

  /// @param targets what each leaf has weights for
  RandomTrees grow(int count, int depth, boolean positive, int... targets) {
    for (int tree = 0; tree < count; tree++) {
      grow(tree, 0, depth, positive, targets, new long[] {0});
    }
    return this;
  }

  /// Every tree in turn writes one of `targets`.
  RandomTrees growInTurn(int count, int depth, int targets) {
    for (int tree = 0; tree < count; tree++) {
      grow(tree, 0, depth, false, new int[] {tree % targets}, new long[] {0});
    }
    return this;
  }

  private void grow(long tree, long id, int depth, boolean positive, int[] targets, long[] last) {
    boolean leaf = depth == 0 || random.nextInt(8) == 0;
    int at = ids.size();
    trees.add(tree);
    ids.add(id);
    mode.add(leaf ? "LEAF" : modes.get(random.nextInt(modes.size())));
    features.add(leaf ? 0L : random.nextInt(FEATURES));
    values.add(leaf ? 0 : (double) (random.nextBoolean() ? random.nextInt(9) - 4 : number()));
    missing.add(random.nextBoolean() ? 1L : 0L);
    whenTrue.add(0L);
    whenFalse.add(0L);
    if (leaf) {
      for (int target : targets) {
        leafTree.add(tree);
        leafNode.add(id);
        leafTarget.add((long) target);
        leafWeight.add((double) (positive ? Math.abs(number()) / 10 : number()));
      }
      return;
    }
    whenTrue.set(at, ++last[0]);
    grow(tree, last[0], depth - 1, positive, targets, last);
    whenFalse.set(at, ++last[0]);
    grow(tree, last[0], depth - 1, positive, targets, last);
  }

  private float number() {
    return (float) (random.nextGaussian() * 2);
  }

  private static long[] longs(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private OnnxModels ensemble(String operator, String leaf, boolean wide, double[] base) {
    OnnxModels node =
        operator.endsWith("Classifier")
            ? node(operator, "ai.onnx.ml", "X", "label", "scores")
            : node(operator, "ai.onnx.ml", "X", "scores");
    node.integers("nodes_treeids", longs(trees))
        .integers("nodes_nodeids", longs(ids))
        .texts("nodes_modes", mode.toArray(String[]::new))
        .integers("nodes_featureids", longs(features))
        .integers("nodes_truenodeids", longs(whenTrue))
        .integers("nodes_falsenodeids", longs(whenFalse))
        .integers(leaf + "_treeids", longs(leafTree))
        .integers(leaf + "_nodeids", longs(leafNode))
        .integers(leaf + "_ids", longs(leafTarget));
    if (random.nextBoolean()) {
      node.integers("nodes_missing_value_tracks_true", longs(missing));
    }
    if (wide) {
      node.doubles("nodes_values_as_tensor", doubles(values));
      node.doubles(leaf + "_weights_as_tensor", doubles(leafWeight));
    } else {
      node.floats("nodes_values", floats(doubles(values)));
      node.floats(leaf + "_weights", floats(doubles(leafWeight)));
    }
    if (base.length > 0 && wide) {
      node.doubles("base_values_as_tensor", base);
    } else if (base.length > 0) {
      node.floats("base_values", floats(base));
    }
    return node;
  }

  double[] base(int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  byte[] regressor(int targets, String aggregate, String transform, int inputType, double[] base) {
    OnnxModels node =
        ensemble("TreeEnsembleRegressor", "target", inputType == DOUBLE, base)
            .integer("n_targets", targets)
            .word("aggregate_function", aggregate)
            .word("post_transform", transform);
    return model(
        message()
            .child(1, node)
            .text(2, "g")
            .child(11, tensor("X", inputType, -1, FEATURES))
            .child(12, tensor("scores", FLOAT, -1, targets)));
  }

  byte[] classifier(int classes, boolean texts, String transform, int inputType, double[] base) {
    OnnxModels node =
        ensemble("TreeEnsembleClassifier", "class", inputType == DOUBLE, base)
            .word("post_transform", transform);
    if (texts) {
      String[] labels = new String[classes];
      java.util.Arrays.setAll(labels, i -> "class " + i);
      node.texts("classlabels_strings", labels);
    } else {
      long[] labels = new long[classes];
      java.util.Arrays.setAll(labels, i -> 10 - i);
      node.integers("classlabels_int64s", labels);
    }
    return model(
        message()
            .child(1, node)
            .text(2, "g")
            .child(11, tensor("X", inputType, -1, FEATURES))
            .child(12, tensor("label", texts ? OnnxModels.STRING : INT64, -1))
            .child(12, tensor("scores", FLOAT, -1, classes)));
  }
}
