package dev.slipway.serving.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.scoring.ModelFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Thousands of callers of ONNX Runtime itself.
class SharedOnnxCallsTest {
  private static final int CALLERS = 4_000;

  /// The graph `Y = Abs(X)` of float32 numbers, two a row and any number of rows. Abs is none of our own operators.
  private static final String ABS =
      "CAgSDHNsaXB3YXktdGVzdDo8CgsKAVgSAVkiA0FicxIBZ1oUCgFYEg8KDQgBEgkKAxIBTgoCCAJiFAoBWRIPCg0IARIJCgMSAU4KAggCQgQKABAP";

  private @TempDir Path temp;

  /// ONNX Runtime, with the greatest number of rows that it was asked for at once.
  private record Watched(Scorer scorer, AtomicInteger mostRows) implements Scorer {
    @Override
    public Signature signature() {
      return scorer.signature();
    }

    @Override
    public String format() {
      return scorer.format();
    }

    @Override
    public int batchRows() {
      return scorer.batchRows();
    }

    @Override
    public void score(Rows rows, double[] out) {
      mostRows.accumulateAndGet(rows.size(), Math::max);
      scorer.score(rows, out);
    }
  }

  @Test
  void eachCallerGetsTheAnswersToItsOwnRowsAndCallsAreShared() throws Exception {
    Path file = Files.write(temp.resolve("abs.onnx"), Base64.getDecoder().decode(ABS));
    AtomicInteger mostRows = new AtomicInteger();
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    try (Scorer runtime = new ModelFiles().load(file);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Scorer shared = BatchingScorer.over(new Watched(runtime, mostRows));
      List<Future<?>> asked = new ArrayList<>();
      for (int c = 1; c <= CALLERS; c++) {
        int caller = c;
        asked.add(callers.submit(() -> ask(shared, caller, wrong)));
      }
      for (Future<?> each : asked) {
        each.get();
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(mostRows.get()).as("a caller alone has 3 rows at most").isBetween(4, 256);
  }

  private static void ask(Scorer scorer, int caller, Queue<String> wrong) {
    Rows rows = Rows.forSignature(scorer.signature());
    int size = caller % 3 + 1;
    for (int r = 0; r < size; r++) {
      rows.add();
      rows.number(r, 0, -caller);
      rows.number(r, 1, r + 0.5);
    }
    double[] out = new double[2 * size];
    scorer.score(rows, out);
    for (int r = 0; r < size; r++) {
      if (out[2 * r] != caller || out[2 * r + 1] != r + 0.5) {
        wrong.add(caller + " got " + out[2 * r] + " and " + out[2 * r + 1]);
      }
    }
  }
}
