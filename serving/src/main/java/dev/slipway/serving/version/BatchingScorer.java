package dev.slipway.serving.version;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Deadline;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Scores rows of callers who wait at the same time in one call of a scorer that gains by it. Thread-safe.
///
/// Nobody waits for company: while fewer calls run than there are processors, a caller's rows are scored as soon as
/// those callers had their turn who could run already. Without that, no queue would ever form, because a call holds
/// the processor on which the next caller would come to join it. Those who come meanwhile queue; when a call
/// ends, the first of them takes along those right behind, up to the scorer's rows a call. Where a shared
/// call fails, each is scored alone, so that one bad row fails nobody else.
///
/// A graph may compute across rows (a mean over the batch, say), and company would then change answers. The
/// first shared calls are therefore scored singly too; if one answer differs, nothing is shared any more.
public final class BatchingScorer implements Scorer {
  private static final int PROOFS = 8;
  private static final double TOLERANCE = 1e-4;
  private static final double[] NONE = {};

  private final Scorer scorer;
  private final int batchRows;
  private final int width;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Job> waiting = new ArrayDeque<>();
  private int lanes = Math.max(1, Runtime.getRuntime().availableProcessors());
  private final AtomicInteger proofsLeft = new AtomicInteger(PROOFS);
  private volatile boolean alone;

  private BatchingScorer(Scorer scorer, int batchRows) {
    this.scorer = scorer;
    this.batchRows = batchRows;
    this.width = scorer.signature().output().width();
  }

  /// The scorer itself where company brings nothing.
  static Scorer over(Scorer scorer) {
    int rows = scorer.batchRows();
    return rows > 1 ? new BatchingScorer(scorer, rows) : scorer;
  }

  @Override
  public Signature signature() {
    return scorer.signature();
  }

  @Override
  public String format() {
    return scorer.format();
  }

  @Override
  public boolean ready() {
    return scorer.ready();
  }

  @Override
  public void score(Rows rows, double[] out) {
    var _ = score(rows, out, Deadline.NONE);
  }

  @Override
  public long score(Rows rows, double[] out, Deadline deadline) {
    Job job = new Job(rows, out, lock.newCondition());
    List<Job> batch = enter(job, deadline);
    if (!batch.isEmpty()) {
      try {
        run(batch);
      } finally {
        leave(batch);
      }
    }
    return job.result();
  }

  /// Returns the jobs that this caller is to score, its own first; none where another has scored its own.
  private List<Job> enter(Job job, Deadline deadline) {
    boolean free = takeLaneOrQueue(job);
    if (free) {
      Thread.yield();
    }
    lock.lock();
    try {
      if (!free) {
        await(job, deadline);
      }
      return free || job.state == State.LEADS ? takeBehind(job) : List.of();
    } finally {
      lock.unlock();
    }
  }

  private boolean takeLaneOrQueue(Job job) {
    lock.lock();
    try {
      if (lanes == 0) {
        waiting.addLast(job);
        return false;
      }
      lanes--;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void await(Job job, Deadline deadline) {
    boolean interrupted = false;
    while (job.state == State.WAITS || job.state == State.TAKEN) {
      if (job.state == State.TAKEN) {
        job.change.awaitUninterruptibly();
        continue;
      }
      long left = deadline.remaining(System.nanoTime());
      if (left <= 0 || interrupted) {
        waiting.remove(job);
        throw interrupted ? interrupted() : late();
      }
      try {
        var _ = job.change.awaitNanos(left);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        interrupted = true;
      }
    }
  }

  private static SlipwayException late() {
    return new SlipwayException(
        ErrorCode.DEADLINE_EXCEEDED,
        "the deadline passed while the rows waited to be scored; allow more time");
  }

  private static SlipwayException interrupted() {
    return new SlipwayException(ErrorCode.INTERRUPTED, "scoring was interrupted; ask again");
  }

  private List<Job> takeBehind(Job first) {
    long now = System.nanoTime();
    List<Job> batch = new ArrayList<>(List.of(first));
    first.begin(now);
    int rows = first.rows.size();
    while (!alone && !waiting.isEmpty() && rows + waiting.getFirst().rows.size() <= batchRows) {
      Job next = waiting.removeFirst();
      next.state = State.TAKEN;
      next.begin(now);
      rows += next.rows.size();
      batch.add(next);
    }
    return batch;
  }

  /// Ends the jobs and hands the lane to the first who waits.
  private void leave(List<Job> batch) {
    lock.lock();
    try {
      for (Job job : batch) {
        job.state = State.ENDED;
        job.change.signal();
      }
      Job next = waiting.pollFirst();
      if (next == null) {
        lanes++;
      } else {
        next.state = State.LEADS;
        next.change.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run(List<Job> batch) {
    double[] scores = batch.size() == 1 || alone ? NONE : together(batch);
    if (scores == NONE || proofsLeft.get() > 0) {
      batch.forEach(this::alone);
      if (scores != NONE) {
        prove(batch, scores);
      }
      return;
    }
    int from = 0;
    for (Job job : batch) {
      System.arraycopy(scores, from, job.out, 0, job.rows.size() * width);
      from += job.rows.size() * width;
      job.scored = true;
    }
  }

  private void alone(Job job) {
    try {
      scorer.score(job.rows, job.out);
      job.scored = true;
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      job.failure = e;
    }
  }

  /// The scores of all; [#NONE] where they cannot be scored together.
  private double[] together(List<Job> batch) {
    Rows first = batch.getFirst().rows;
    int size = batch.stream().mapToInt(job -> job.rows.size()).sum();
    Rows all = new Rows(first.width(), first.hasTexts(), size);
    int from = 0;
    for (Job job : batch) {
      int cells = job.rows.size() * first.width();
      System.arraycopy(job.rows.numbers(), 0, all.numbers(), from, cells);
      if (first.hasTexts()) {
        System.arraycopy(job.rows.texts(), 0, all.texts(), from, cells);
      }
      from += cells;
    }
    double[] scores = new double[size * width];
    try {
      scorer.score(all, scores);
      return scores;
    } catch (RuntimeException | StackOverflowError | LinkageError _) {
      return NONE;
    }
  }

  private void prove(List<Job> batch, double[] together) {
    int from = 0;
    for (Job job : batch) {
      for (int i = 0; i < job.rows.size() * width; i++) {
        if (job.scored && !agrees(job.out[i], together[from + i])) {
          alone = true;
        }
      }
      from += job.rows.size() * width;
    }
    proofsLeft.getAndDecrement();
  }

  private static boolean agrees(double alone, double together) {
    return Double.compare(alone, together) == 0
        || Math.abs(alone - together) <= TOLERANCE * Math.max(1e-3, Math.abs(alone));
  }

  @Override
  public void close() {
    scorer.close();
  }

  private enum State {
    WAITS,
    /// Its caller has a lane and is to score it, and those behind it.
    LEADS,
    /// Another caller scores it.
    TAKEN,
    ENDED
  }

  /// The rows of one caller. The lock guards its state and publishes the rest.
  private static final class Job {
    private final Rows rows;
    private final double[] out;
    private final Condition change;
    private final long came = System.nanoTime();
    private long waitedNanos;
    private State state = State.WAITS;
    private boolean scored;
    private @Nullable Throwable failure;

    Job(Rows rows, double[] out, Condition change) {
      this.rows = rows;
      this.out = out;
      this.change = change;
    }

    void begin(long now) {
      waitedNanos = now - came;
    }

    /// How long it waited to be scored, or why it was not scored.
    long result() {
      switch (failure) {
        case SlipwayException e -> throw new SlipwayException(e.code(), e.getMessage(), e);
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case null, default -> {
          if (!scored) {
            throw new SlipwayException(
                ErrorCode.INTERNAL, "the rows were not scored; the server's log has the cause");
          }
          return waitedNanos;
        }
      }
    }
  }
}
