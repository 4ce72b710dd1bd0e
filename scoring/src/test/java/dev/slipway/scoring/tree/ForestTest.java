package dev.slipway.scoring.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.scoring.engine.Engine;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForestTest {
  @ParameterizedTest
  @CsvSource({
    "1, 0, 1",
    "3, 2, 1",
    "7, 6, 1",
    "100, 6, 1",
    "70, 9, 1",
    "9, 14, 1",
    "12, 5, 3",
    "66, 4, -1"
  })
  void everyEngineGivesTheSumsOfTheDefinition(int trees, int depth, int outputs) {
    for (Precision splits : Precision.values()) {
      for (Precision sums : Precision.values()) {
        for (Comparison comparison : Comparison.values()) {
          Forest forest = forest(trees, depth, outputs, splits, sums, comparison);
          assertScoresAsDefined(forest);
        }
      }
    }
  }

  private static Forest forest(
      int trees, int depth, int outputs, Precision splits, Precision sums, Comparison comparison) {
    Random random = new Random(trees * 31L + depth);
    int width = outputs < 0 ? 3 : outputs;
    Forest.Builder forest =
        Forest.builder(5, width)
            .splits(splits)
            .sums(sums)
            .comparison(comparison)
            .divisor(trees)
            .base(random.doubles(width).map(d -> (float) d).toArray());
    for (int t = 0; t < trees; t++) {
      int output = outputs < 0 ? Tree.EVERY_OUTPUT : t % outputs;
      forest.add(RandomForests.tree(random, 5, depth, output, outputs < 0 ? 3 : 1));
    }
    return forest.build();
  }

  private static void assertScoresAsDefined(Forest forest) {
    int rows = 133;
    double[] matrix = RandomForests.matrix(new Random(1), rows * forest.features());
    Engine engine = forest.compile();
    double[] batch = new double[rows * engine.outputs()];
    engine.score(matrix, rows, batch);
    double[] single = new double[engine.outputs()];
    for (int r = 0; r < rows; r++) {
      double[] expected = RandomForests.reference(forest, matrix, r);
      engine.score(
          Arrays.copyOfRange(matrix, r * forest.features(), (r + 1) * forest.features()),
          1,
          single);
      assertThat(single).containsExactly(expected);
      assertThat(Arrays.copyOfRange(batch, r * single.length, (r + 1) * single.length))
          .containsExactly(expected);
    }
  }

  @Test
  void categoriesGoWhereTheirSetSays() {
    // Feature 0: members {1, 65} right; feature 1: members {2} left, known {2, 3}, others by
    // default.
    Tree right =
        Tree.builder(3, 0)
            .branch(0, 0, Categories.right(new long[] {2, 2}), 1, 2, true)
            .leaf(1, 10)
            .leaf(2, 20)
            .build();
    Tree known =
        Tree.builder(3, 0)
            .branch(0, 1, new Categories(new long[] {4}, true, new long[] {12}), 1, 2, true)
            .leaf(1, 1)
            .leaf(2, 2)
            .build();
    Engine engine = Forest.builder(2, 1).add(right).add(known).build().compile();
    double[] matrix = {1, 2, 65, 3, 0, 9, Double.NaN, Double.NaN, -3, -1, 1e9, 3.9};
    double[] out = new double[6];
    engine.score(matrix, 6, out);
    assertThat(out).containsExactly(21, 22, 11, 11, 11, 12);
  }

  @Test
  void aForestWithoutTreesGivesItsBase() {
    double[] out = new double[2];
    Forest.builder(1, 1).base(0.5).build().compile().score(new double[] {1, 2}, 2, out);
    assertThat(out).containsExactly(0.5, 0.5);
  }

  @Test
  void missingRulesApplyBeforeTheDefaultDirection() {
    Tree tree = Tree.builder(3, 0).branch(0, 0, -1, 1, 2, true).leaf(1, 1).leaf(2, 2).build();
    double[] matrix = {Double.NaN, 0, 1e-36, 5};
    assertThat(scores(tree, MissingRule.NAN, matrix)).containsExactly(1, 2, 2, 2);
    assertThat(scores(tree, MissingRule.NAN_IS_ZERO, matrix)).containsExactly(2, 2, 2, 2);
    assertThat(scores(tree, MissingRule.ZERO, matrix)).containsExactly(1, 1, 1, 2);
  }

  private static double[] scores(Tree tree, MissingRule rule, double[] matrix) {
    double[] out = new double[matrix.length];
    Forest.builder(1, 1)
        .missing(0, rule)
        .add(tree)
        .build()
        .compile()
        .score(matrix, matrix.length, out);
    return out;
  }

  @Test
  void aTreeWithACycleIsRefused() {
    Tree.Builder tree =
        Tree.builder(3, 0).branch(0, 0, 1, 1, 2, true).branch(1, 0, 1, 0, 2, true).leaf(2, 1);
    assertThatThrownBy(tree::build)
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("node 1 has child 0, which is also another's child");
  }

  @Test
  void aTreeThatReadsAnUnknownFeatureIsRefused() {
    Tree tree = Tree.builder(3, 0).branch(0, 7, 1, 1, 2, true).leaf(1, 1).leaf(2, 1).build();
    assertThatThrownBy(() -> Forest.builder(7, 1).add(tree))
        .hasMessageContaining("tree 0 reads feature 7, but the model has 7 features");
  }
}
