package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.scoring.engine.DoubleLink;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.engine.Link;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import dev.slipway.scoring.pickle.Pickled.Sequence;
import dev.slipway.scoring.tree.Categories;
import dev.slipway.scoring.tree.Forest;
import dev.slipway.scoring.tree.Precision;
import dev.slipway.scoring.tree.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Histogram gradient boosting: float64 comparisons, a learned direction for missing values, and splits by
/// sets of at most 256 categories.
final class HistogramBoosting {
  private static final Set<String> LOG_LOSSES = Set.of("poisson", "gamma");
  private static final int WORDS = 4;

  private HistogramBoosting() {}

  static Model classifier(Estimator model, Frame in, Reading reading) {
    Classes classes = ClassLabels.of(model);
    int scores = classes.size() == 2 ? 1 : classes.size();
    Step before = preprocessed(model, in, reading);
    Engine engine = forest(model, before.out(), scores, reading);
    Link link = scores == 1 ? DoubleLink.BINARY_LOGISTIC : DoubleLink.SOFTMAX;
    return Model.on(before.out(), engine, link, classes).after(before.operation());
  }

  static Model regressor(Estimator model, Frame in, Reading reading) {
    Step before = preprocessed(model, in, reading);
    Engine engine = forest(model, before.out(), 1, reading);
    if (LOG_LOSSES.contains(model.text("loss", "squared_error"))) {
      engine = engine.then(DoubleLink.EXP);
    }
    return Model.on(before.out(), engine, ClassLabels.values(1)).after(before.operation());
  }

  /// Since 1.4 the model encodes its categories itself and moves their columns to the front. Before, they
  /// are bytes: see [WrappedCategories].
  private static Step preprocessed(Estimator model, Frame in, Reading reading) {
    if (model.has("_preprocessor")) {
      return Transformers.read(model.child("_preprocessor"), in, reading);
    }
    if (!model.has("is_categorical_")) {
      return Step.unchanged(in);
    }
    NumpyArray categorical = model.array("is_categorical_");
    boolean[] wraps = new boolean[in.width()];
    for (int c = 0; c < wraps.length && c < categorical.size(); c++) {
      wraps[c] = categorical.integer(c) != 0;
    }
    return new Step(new WrappedCategories(in.positions(), wraps), in.mapped());
  }

  private static Engine forest(Estimator model, Frame in, int scores, Reading reading) {
    double[] base = new double[scores];
    Double baseline = Scalars.number(model.get("_baseline_prediction"));
    if (baseline != null) {
      Arrays.fill(base, baseline);
    } else {
      base = model.doubles("_baseline_prediction", scores, reading);
    }
    Forest.Builder forest = Forest.builder(in.width(), scores).base(base).splits(Precision.FLOAT64);
    long @Nullable [][] known = knownCategories(model, in.width());
    for (Pickled iteration : model.list("_predictors")) {
      List<Pickled> trees = iteration instanceof Sequence sequence ? sequence.items() : List.of();
      if (trees.size() != scores) {
        throw Refusal.corrupt("%s has an iteration without trees".formatted(model.name()));
      }
      for (int k = 0; k < scores; k++) {
        forest.add(tree(Estimator.require(trees.get(k), "a tree"), k, known, reading));
      }
    }
    return forest.build().compile();
  }

  private static Tree tree(
      Estimator predictor, int output, long @Nullable [][] known, Reading reading) {
    NumpyArray nodes = predictor.array("nodes");
    reading.spend(nodes.size());
    NumpyArray feature = nodes.field("feature_idx");
    NumpyArray threshold =
        nodes.field(nodes.hasField("num_threshold") ? "num_threshold" : "threshold");
    NumpyArray left = nodes.field("left");
    NumpyArray right = nodes.field("right");
    NumpyArray leaf = nodes.field("is_leaf");
    NumpyArray value = nodes.field("value");
    NumpyArray missingLeft = nodes.field("missing_go_to_left");
    NumpyArray categorical =
        nodes.hasField("is_categorical") ? nodes.field("is_categorical") : null;
    Tree.Builder builder = Tree.builder(nodes.size(), output);
    for (int node = 0; node < nodes.size(); node++) {
      if (leaf.integer(node) != 0) {
        builder.leaf(node, value.number(node));
        continue;
      }
      int reads = (int) feature.integer(node);
      boolean toLeft = missingLeft.integer(node) != 0;
      int leftChild = (int) left.integer(node);
      int rightChild = (int) right.integer(node);
      if (categorical != null && categorical.integer(node) != 0) {
        long[] seen = known != null && reads >= 0 && reads < known.length ? known[reads] : null;
        long[] members = words(predictor, (int) nodes.field("bitset_idx").integer(node));
        builder.branch(
            node, reads, new Categories(members, true, seen), leftChild, rightChild, toLeft);
      } else {
        builder.branch(node, reads, threshold.number(node), leftChild, rightChild, toLeft);
      }
    }
    return builder.build();
  }

  /// The set in row `index` of the predictor's bitsets: eight words of 32 bits.
  private static long[] words(Estimator predictor, int index) {
    NumpyArray bitsets = predictor.array("raw_left_cat_bitsets");
    if (bitsets.length(1) != 2 * WORDS || index < 0 || index >= bitsets.length(0)) {
      throw Refusal.corrupt("a tree has no set of categories %d".formatted(index));
    }
    long[] words = new long[WORDS];
    for (int i = 0; i < 2 * WORDS; i++) {
      words[i / 2] |= (bitsets.integer(index * 2 * WORDS + i) & 0xffff_ffffL) << 32 * (i % 2);
    }
    return words;
  }

  /// The categories that training saw in each column, or null where no column is categorical.
  private static long @Nullable [][] knownCategories(Estimator model, int columns) {
    if (!model.has("is_categorical_")) {
      return null;
    }
    NumpyArray categorical = model.array("is_categorical_");
    List<Pickled> thresholds = model.child("_bin_mapper").list("bin_thresholds_");
    long[][] known = new long[columns][];
    for (int c = 0; c < columns && c < categorical.size() && c < thresholds.size(); c++) {
      if (categorical.integer(c) == 0) {
        continue;
      }
      NumpyArray values = NumpyArray.of(thresholds.get(c));
      long[] set = new long[WORDS];
      for (int i = 0; values != null && i < values.size(); i++) {
        int category = (int) values.number(i);
        if (category >= 0 && category < 64 * WORDS) {
          set[category >> 6] |= 1L << category;
        }
      }
      known[c] = set;
    }
    return known;
  }
}
