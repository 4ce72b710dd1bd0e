package dev.slipway.scoring.onnx;

import static dev.slipway.scoring.onnx.OnnxModels.DOUBLE;
import static dev.slipway.scoring.onnx.OnnxModels.FLOAT;
import static dev.slipway.scoring.onnx.OnnxModels.INT64;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Random trees score on our engines as ONNX Runtime scores them.
class CompiledTreesTest {
  private static final List<String> ALL_MODES =
      List.of("BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ");
  private static final List<String> ORDER_MODES = ALL_MODES.subList(0, 4);

  /// The runtime has no regression of integers.
  private static final int[] TYPES = {FLOAT, DOUBLE};

  private static final int[] CLASSIFIER_TYPES = {FLOAT, DOUBLE, INT64};

  private static void compare(byte[] model, int steps, long seed, String what) {
    try (BothEngines both = BothEngines.load(model)) {
      both.assertSame(both.rows(new Random(seed), 70), steps, what);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"})
  void everyModeAndInputTypeIsExact(String mode) {
    for (int type : TYPES) {
      RandomTrees trees = new RandomTrees(new Random(type), List.of(mode)).grow(9, 6, false, 0);
      compare(trees.regressor(1, "SUM", "NONE", type, trees.base(1)), 0, 1, mode + " " + type);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void mixedModesAreExact(int seed) {
    List<String> modes = seed % 2 == 0 ? ALL_MODES : ORDER_MODES;
    RandomTrees trees = new RandomTrees(new Random(seed), modes).grow(30, 1 + seed, false, 0);
    compare(trees.regressor(1, "SUM", "NONE", FLOAT, trees.base(0)), 0, seed, "mixed " + seed);
  }

  @ParameterizedTest
  @CsvSource({
    "SUM, 1, 0",
    "SUM, 1, 1",
    "SUM, 3, 0",
    "SUM, 3, 3",
    "AVERAGE, 1, 0",
    "AVERAGE, 1, 1",
    "AVERAGE, 3, 3",
    "MIN, 1, 0",
    "MIN, 1, 1",
    "MAX, 1, 0",
    "MAX, 1, 1"
  })
  void everyAggregateIsExact(String aggregate, int targets, int base) {
    for (int type : TYPES) {
      int[] all = java.util.stream.IntStream.range(0, targets).toArray();
      RandomTrees trees = new RandomTrees(new Random(7), ORDER_MODES).grow(101, 5, false, all);
      byte[] model = trees.regressor(targets, aggregate, "NONE", type, trees.base(base));
      compare(model, 0, 3, "%s of %d with %d of type %d".formatted(aggregate, targets, base, type));
    }
  }

  @ParameterizedTest
  @CsvSource({"NONE, 0", "LOGISTIC, 1", "SOFTMAX, 2", "SOFTMAX_ZERO, 2"})
  void everyTransformOfARegression(String transform, int steps) {
    for (int targets : new int[] {1, 2, 4}) {
      RandomTrees trees = new RandomTrees(new Random(5), ORDER_MODES).growInTurn(12, 4, targets);
      byte[] model = trees.regressor(targets, "SUM", transform, FLOAT, trees.base(targets));
      compare(model, steps, 4, "%s of %d".formatted(transform, targets));
    }
  }

  @ParameterizedTest
  @CsvSource({"NONE, 0", "LOGISTIC, 1", "SOFTMAX, 2", "SOFTMAX_ZERO, 2"})
  void everyTransformOfManyClasses(String transform, int steps) {
    for (int base : new int[] {0, 4}) {
      RandomTrees trees = new RandomTrees(new Random(6), ORDER_MODES);
      trees.grow(10, 4, false, base == 4 ? new int[] {3, 0, 1, 2} : new int[] {1, 2});
      byte[] model = trees.classifier(4, base == 0, transform, FLOAT, trees.base(base));
      compare(model, steps, 5, "%s with %d base values".formatted(transform, base));
    }
  }

  @ParameterizedTest
  @CsvSource({"NONE, 0", "LOGISTIC, 1", "SOFTMAX, 2", "SOFTMAX_ZERO, 2"})
  void twoClassesOfOneScore(String transform, int steps) {
    for (boolean positive : new boolean[] {true, false}) {
      for (int base : new int[] {0, 1}) {
        for (int type : CLASSIFIER_TYPES) {
          RandomTrees trees = new RandomTrees(new Random(8), ORDER_MODES).grow(10, 4, positive, 0);
          byte[] model = trees.classifier(2, base == 1, transform, type, trees.base(base));
          String what = "%s, positive %s, base %d, type %d";
          compare(model, steps, 6, what.formatted(transform, positive, base, type));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"NONE, 0", "LOGISTIC, 1", "SOFTMAX, 2", "SOFTMAX_ZERO, 2"})
  void twoClassesOfTwoScores(String transform, int steps) {
    for (int[] targets : new int[][] {{0, 1}, {1}}) {
      RandomTrees trees = new RandomTrees(new Random(9), ORDER_MODES).grow(10, 4, true, targets);
      byte[] model = trees.classifier(2, true, transform, FLOAT, new double[0]);
      compare(model, steps, 7, transform + " of " + targets.length);
    }
  }

  /// More trees than the runtime scores one after another, and rows than it scores one by one.
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theOrderOfTheSumIsThatOfTheTrees(int targets) {
    RandomTrees trees = new RandomTrees(new Random(2), ORDER_MODES).growInTurn(300, 3, targets);
    byte[] model = trees.regressor(targets, "SUM", "NONE", FLOAT, trees.base(0));
    try (BothEngines both = BothEngines.load(model)) {
      both.assertSame(both.rows(new Random(1), 1), 0, "one row");
      both.assertSame(both.rows(new Random(1), 700), 0, "many rows");
    }
  }
}
