package dev.slipway.scoring.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scoring.engine.Engine;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeepForestTest {
  /// A tree that is one long chain: 0 goes left to leaf 0, 1 to leaf 1 and so on, or the other way round.
  private static Tree chain(int branches, boolean downLeft) {
    Tree.Builder tree = Tree.builder(2 * branches + 1, 0);
    for (int b = 0; b < branches; b++) {
      int leaf = 2 * b + 1;
      int next = 2 * b + 2;
      double threshold = downLeft ? branches - b - 1.5 : b;
      tree.branch(2 * b, 0, threshold, downLeft ? next : leaf, downLeft ? leaf : next, false);
      tree.leaf(leaf, downLeft ? branches - b - 1 : b);
    }
    return tree.leaf(2 * branches, downLeft ? -1 : branches).build();
  }

  /// 65,535 nodes are the most that packed nodes can tell apart; beyond them nodes are linked.
  @ParameterizedTest
  @ValueSource(ints = {40, 32_767, 32_768, 50_000})
  void aChainOfBranchesEndsAtItsLeaf(int branches) {
    double[] matrix = {0, 1, 17, branches - 1, branches / 2, branches + 5, -1, Double.NaN};
    double[] out = new double[matrix.length];
    Forest.builder(1, 1).add(chain(branches, false)).build().compile().score(matrix, 8, out);
    assertThat(out).containsExactly(0, 1, 17, branches - 1, branches / 2, branches, 0, branches);
    Forest.builder(1, 1).add(chain(branches, true)).build().compile().score(matrix, 8, out);
    assertThat(out)
        .containsExactly(0, 1, 17, branches - 1, branches / 2, branches - 1, -1, branches - 1);
  }

  @Test
  void threadsThatScoreAtOnceDoNotDisturbEachOther() throws Exception {
    Random random = new Random(5);
    Forest.Builder builder = Forest.builder(5, 1);
    IntStream.range(0, 90).forEach(_ -> builder.add(RandomForests.tree(random, 5, 6, 0, 1)));
    Forest forest = builder.build();
    Engine engine = forest.compile();
    double[] matrix = RandomForests.matrix(random, 5 * 200);
    Callable<Void> scoring =
        () -> {
          double[] row = new double[5];
          double[] out = new double[1];
          for (int r = 0; r < 2_000; r++) {
            System.arraycopy(matrix, r % 200 * 5, row, 0, 5);
            engine.score(row, 1, out);
            assertThat(out).containsExactly(RandomForests.reference(forest, matrix, r % 200));
          }
          return null;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (var done : threads.invokeAll(Collections.nCopies(4, scoring))) {
        done.get();
      }
    }
  }
}
