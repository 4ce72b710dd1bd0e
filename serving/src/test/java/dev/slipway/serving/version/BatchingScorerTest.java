package dev.slipway.serving.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Deadline;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.serving.TinyModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchingScorerTest {
  private static final int CALLERS = 4_000;

  /// Answers a row of distance d with d / 2 and its origin's length, and fails where d is negative. Where it
  /// mixes, it adds how many rows there are, as a graph does that computes across them.
  private static final class Counting implements Scorer {
    final Queue<Integer> calls = new ConcurrentLinkedQueue<>();
    final Semaphore gate = new Semaphore(0);
    final boolean mixes;

    Counting(boolean mixes) {
      this.mixes = mixes;
    }

    @Override
    public Signature signature() {
      return TinyModels.FLIGHTS;
    }

    @Override
    public String format() {
      return "counting";
    }

    @Override
    public int batchRows() {
      return 32;
    }

    @Override
    public void score(Rows rows, double[] out) {
      calls.add(rows.size());
      if (rows.size() == 1 && rows.number(0, 0) == 0) {
        gate.acquireUninterruptibly();
      }
      for (int r = 0; r < rows.size(); r++) {
        if (rows.number(r, 0) < 0) {
          throw new IllegalStateException("below zero");
        }
        String origin = rows.text(r, 1);
        out[r * 2] = rows.number(r, 0) / 2 + (mixes ? rows.size() - 1 : 0);
        out[r * 2 + 1] = origin == null ? -1 : origin.length();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eachOfThousandsOfCallersGetsTheAnswersToItsOwnRows(boolean mixes) throws Exception {
    Counting model = new Counting(mixes);
    Scorer scorer = BatchingScorer.over(model);
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> held = hold(model, scorer, callers);
      List<Future<?>> asked = new ArrayList<>();
      for (int c = 1; c <= CALLERS; c++) {
        int caller = c;
        asked.add(callers.submit(() -> ask(scorer, caller, mixes, wrong)));
      }
      model.gate.release(held.size());
      for (Future<?> each : asked) {
        each.get();
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(model.calls).allMatch(rows -> rows <= 32);
    assertThat(model.calls).anyMatch(rows -> rows > 3);
  }

  /// Every tenth caller has a row that fails; where the model mixes, callers have one row each.
  private static void ask(Scorer scorer, int caller, boolean mixes, Queue<String> wrong) {
    boolean bad = caller % 10 == 0;
    int size = mixes ? 1 : ThreadLocalRandom.current().nextInt(1, 4);
    Rows rows = rows(size, bad ? -caller : caller);
    double[] out = new double[size * 2];
    try {
      scorer.score(rows, out);
      for (int r = 0; r < size; r++) {
        if (bad || out[r * 2] != (caller + r) / 2.0 || out[r * 2 + 1] != caller % 7 + 1) {
          wrong.add(caller + " got " + out[r * 2] + " and " + out[r * 2 + 1]);
        }
      }
    } catch (IllegalStateException e) {
      if (!bad) {
        wrong.add(caller + " failed for another: " + e);
      }
    }
  }

  @Test
  void whoseDeadlinePassesInTheQueueIsNotScored() throws Exception {
    Counting model = new Counting(false);
    Scorer scorer = BatchingScorer.over(model);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> held = hold(model, scorer, callers);
      int before = model.calls.size();

      try {
        assertThatThrownBy(() ->
                scorer.score(
                    rows(1, 5), new double[2], Deadline.after(System.nanoTime(), 5_000_000)))
            .isInstanceOfSatisfying(
                SlipwayException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
        assertThat(model.calls).hasSize(before);
      } finally {
        model.gate.release(held.size());
      }
      double[] out = new double[2];
      scorer.score(rows(1, 5), out);
      assertThat(out[0]).isEqualTo(2.5);
    }
  }

  @Test
  void aCallerAloneIsScoredAtOnceAndWithoutACopy() {
    Counting model = new Counting(false);
    double[] out = new double[2];

    BatchingScorer.over(model).score(rows(1, 8), out);

    assertThat(out).containsExactly(4, 2);
    assertThat(model.calls).containsExactly(1);
  }

  /// Occupies every lane with a row that waits for the gate.
  private static List<Future<?>> hold(Counting model, Scorer scorer, ExecutorService callers) {
    List<Future<?>> held = new ArrayList<>();
    int lanes = Math.max(1, Runtime.getRuntime().availableProcessors());
    for (int i = 0; i < lanes; i++) {
      held.add(callers.submit(() -> scorer.score(rows(1, 0), new double[2])));
    }
    while (model.gate.getQueueLength() < lanes) {
      Thread.onSpinWait();
    }
    return held;
  }

  private static Rows rows(int size, double distance) {
    Rows rows = Rows.forSignature(TinyModels.FLIGHTS);
    for (int r = 0; r < size; r++) {
      rows.add();
      rows.number(r, 0, distance + r);
      rows.text(r, 1, "x".repeat((int) Math.abs(distance) % 7 + 1));
    }
    return rows;
  }
}
