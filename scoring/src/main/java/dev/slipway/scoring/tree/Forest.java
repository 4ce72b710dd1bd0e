package dev.slipway.scoring.tree;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.scoring.engine.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An ensemble of trees, and how the library that grew it compares values and adds leaves up.
///
/// For each output the scores are `base + leaf + leaf + ...` in the order of the trees, in the precision of
/// `sums`, divided by `divisor` at the end.
public final class Forest {
  final int features;
  final int outputs;
  final Comparison comparison;
  final Precision splits;
  final Precision sums;
  final double divisor;
  final double[] base;
  final MissingRule[] missing;
  final List<Tree> trees;

  private Forest(Builder builder) {
    this.features = builder.features;
    this.outputs = builder.outputs;
    this.comparison = builder.comparison;
    this.splits = builder.splits;
    this.sums = builder.sums;
    this.divisor = builder.divisor;
    this.base = builder.base;
    this.missing = builder.missing;
    this.trees = List.copyOf(builder.trees);
  }

  public static Builder builder(int features, int outputs) {
    return new Builder(features, outputs);
  }

  public List<Tree> trees() {
    return trees;
  }

  /// The depth of the deepest tree.
  public int depth() {
    return trees.stream().mapToInt(Tree::depth).max().orElse(0);
  }

  /// What an inspection says of the trees.
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("trees", String.valueOf(trees.size()));
    facts.put("depth", String.valueOf(depth()));
    facts.put("leaves", String.valueOf(trees.stream().mapToLong(Tree::leaves).sum()));
    return facts;
  }

  public int features() {
    return features;
  }

  /// The fastest engine that gives exactly this forest's scores.
  public Engine compile() {
    Slots slots = new Slots(this);
    if (trees.stream().anyMatch(t -> t.categories != null)) {
      return ForestEngine.of(this, new CategoryWalk(this, slots));
    }
    if (splits == Precision.FLOAT32 && HeapWalk.suits(this)) {
      return ForestEngine.of(this, new HeapWalk(this, slots));
    }
    if (PackedWalk.suits(this)) {
      return ForestEngine.of(this, new PackedWalk(this, slots));
    }
    return ForestEngine.of(this, new LinkedWalk(this, slots));
  }

  /// Says how the library computes. Without more, it is scikit-learn's way for forests: float32 values
  /// `<=` thresholds go left, leaves are summed in float64 from 0. Not thread-safe.
  public static final class Builder {
    private final int features;
    private final int outputs;
    private Comparison comparison = Comparison.LESS_OR_EQUAL;
    private Precision splits = Precision.FLOAT32;
    private Precision sums = Precision.FLOAT64;
    private double divisor = 1;
    private double[] base;
    private final MissingRule[] missing;
    private final List<Tree> trees = new ArrayList<>();

    private Builder(int features, int outputs) {
      this.features = features;
      this.outputs = outputs;
      this.base = new double[outputs];
      this.missing = new MissingRule[features];
      Arrays.fill(missing, MissingRule.NAN);
    }

    /// Which comparison sends a row left.
    public Builder comparison(Comparison comparison) {
      this.comparison = comparison;
      return this;
    }

    /// The precision that a value is rounded to before it is compared. With `FLOAT32` a threshold may
    /// still be a float64: the comparison is exact.
    public Builder splits(Precision splits) {
      this.splits = splits;
      return this;
    }

    /// The precision of leaves and of every partial sum.
    public Builder sums(Precision sums) {
      this.sums = sums;
      return this;
    }

    /// What each output starts from.
    public Builder base(double... base) {
      if (base.length != outputs) {
        throw new IllegalArgumentException(
            "got " + base.length + " base scores for " + outputs + " outputs");
      }
      this.base = base.clone();
      return this;
    }

    /// What the sums are divided by at the end: the number of trees, for a mean.
    public Builder divisor(double divisor) {
      this.divisor = divisor;
      return this;
    }

    public Builder missing(int feature, MissingRule rule) {
      missing[feature] = rule;
      return this;
    }

    /// Appends a tree. Throws `CORRUPT_MODEL` where it reads a feature or writes an output that the forest
    /// does not have.
    public Builder add(Tree tree) {
      for (int feature : tree.feature) {
        if (feature >= features) {
          throw new SlipwayException(
              ErrorCode.CORRUPT_MODEL,
              "tree %d reads feature %d, but the model has %d features; export it again"
                  .formatted(trees.size(), feature, features));
        }
      }
      boolean fits =
          tree.output == Tree.EVERY_OUTPUT ? tree.leafWidth == outputs : tree.output < outputs;
      if (!fits || tree.output < Tree.EVERY_OUTPUT) {
        throw new SlipwayException(
            ErrorCode.CORRUPT_MODEL,
            "tree %d writes output %d, but the model has %d outputs; export it again"
                .formatted(trees.size(), tree.output, outputs));
      }
      trees.add(tree);
      return this;
    }

    public Forest build() {
      return new Forest(this);
    }
  }
}
