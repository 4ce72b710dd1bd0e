package dev.slipway.scoring.worker.pool;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Rows;
import dev.slipway.scoring.worker.frame.ScoresBody;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Rows that wait for their scores. Whoever asked waits until the job has ended or is taken back from the
/// queue, so that a worker's thread may read `rows` and write `out` without a copy. The pool's lock guards
/// `deaths`; the latch publishes the rest.
final class Job {
  private final Rows rows;
  private final double[] out;
  private final BitSet shape;
  private final long until;
  private final CountDownLatch ended = new CountDownLatch(1);
  private int deaths;
  private long takenAt;
  private @Nullable SlipwayException failure;

  Job(Rows rows, double[] out, BitSet shape, long until) {
    this.rows = rows;
    this.out = out;
    this.shape = shape;
    this.until = until;
  }

  Rows rows() {
    return rows;
  }

  BitSet shape() {
    return shape;
  }

  /// The moment of `System.nanoTime` until which it may take.
  long until() {
    return until;
  }

  boolean late() {
    return until - System.nanoTime() <= 0;
  }

  /// A worker takes it, at a moment of `System.nanoTime`.
  void taken(long at) {
    takenAt = at;
  }

  /// How many workers died with it. From the first on it goes alone, since it may be the reason.
  int deaths() {
    return deaths;
  }

  void died() {
    deaths++;
  }

  boolean mayGoWith(Job other) {
    return deaths == 0 && other.deaths == 0 && shape.equals(other.shape);
  }

  void succeed(ScoresBody scores) {
    scores.take(rows.size(), out);
    ended.countDown();
  }

  void fail(SlipwayException why) {
    failure = why;
    ended.countDown();
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /// Waits until it has ended, or so long; says whether it has ended.
  boolean await(long nanos) throws InterruptedException {
    return ended.await(Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }

  /// Waits for a worker that has taken it, which is never for long: a worker that is late is killed.
  void awaitWorker() {
    boolean interrupted = false;
    while (true) {
      try {
        ended.await();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// When the worker that scored it took it, or why none did.
  long result() {
    if (failure != null) {
      // A new one, whose stack is that of the caller.
      throw new SlipwayException(failure.code(), failure.getMessage(), failure);
    }
    return takenAt;
  }
}
