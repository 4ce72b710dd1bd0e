package dev.slipway.scoring.worker.pool;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Rows;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.worker.frame.BrokenFrame;
import dev.slipway.scoring.worker.frame.RowsBody;
import dev.slipway.scoring.worker.process.Answer;
import dev.slipway.scoring.worker.process.WorkerProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.InterruptedByTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A worker from its start to its end, on a thread of its own: it takes jobs from the pool until it dies,
/// hangs, or may leave. The pool's lock guards `state`.
final class WorkerLife implements Runnable {
  private static final long LOOK_NANOS = 500_000_000L;

  private final WorkerPool pool;
  private final Supplier<WorkerProcess> start;
  private final PoolLimits limits;
  private final Thread thread;
  private State state = State.STARTING;
  private volatile @Nullable WorkerProcess process;
  private long answered;
  private long lookedAt = System.nanoTime();

  enum State {
    STARTING,
    READY,
    /// Answers until its successor is ready.
    REPLACED,
    /// Takes no job any more.
    LEAVING
  }

  /// How a life ended.
  ///
  /// @param answered whether it had answered anything
  /// @param failure null where it was told to leave
  record Ending(boolean answered, @Nullable SlipwayException failure) {}

  WorkerLife(WorkerPool pool, Supplier<WorkerProcess> start, PoolLimits limits, String name) {
    this.pool = pool;
    this.start = start;
    this.limits = limits;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this);
  }

  void begin() {
    thread.start();
  }

  State state() {
    return state;
  }

  void state(State next) {
    state = next;
  }

  boolean alive() {
    WorkerProcess running = process;
    return running != null && running.alive();
  }

  @Override
  public void run() {
    Ending ending = new Ending(false, null);
    try (WorkerProcess worker = start.get()) {
      process = worker;
      worker.onExit(pool::look);
      pool.ready(this, worker.introduction());
      ending = live(worker);
    } catch (SlipwayException e) {
      ending = new Ending(answered > 0, e);
    } catch (RuntimeException e) {
      ending =
          new Ending(
              answered > 0,
              new SlipwayException(ErrorCode.INTERNAL, "a Python worker's thread failed: " + e, e));
    } finally {
      pool.ended(this, ending);
    }
  }

  private Ending live(WorkerProcess worker) {
    List<ColumnType> columns = pool.columns();
    RowsBody body = new RowsBody(columns);
    while (true) {
      List<Job> batch = pool.take(this);
      if (batch.isEmpty()) {
        if (!worker.alive()) {
          return died("while idle", worker);
        }
        worker.leave();
        return new Ending(answered > 0, null);
      }
      @Nullable Ending ending = serve(worker, body, batch);
      if (ending != null) {
        return ending;
      }
      recycle(worker);
    }
  }

  /// Answers the jobs together; where Python raises an exception, each alone, since only one is to blame.
  /// Returns null if the worker lives on.
  private @Nullable Ending serve(WorkerProcess worker, RowsBody body, List<Job> batch) {
    Deque<List<Job>> rounds = new ArrayDeque<>(List.of(batch));
    while (!rounds.isEmpty()) {
      List<Job> jobs = rounds.removeFirst();
      @Nullable Ending ending = ask(worker, body, jobs, rounds);
      if (ending != null) {
        pool.again(jobs, rounds.stream().flatMap(List::stream).toList(), ending);
        return ending;
      }
    }
    return null;
  }

  private @Nullable Ending ask(
      WorkerProcess worker, RowsBody body, List<Job> jobs, Deque<List<Job>> rounds) {
    List<Rows> parts = jobs.stream().map(Job::rows).toList();
    int rows = parts.stream().mapToInt(Rows::size).sum();
    long until =
        jobs.stream().mapToLong(Job::until).reduce((a, b) -> a - b < 0 ? a : b).orElseThrow();
    try {
      ByteBuffer frame = body.encode(parts, jobs.getFirst().shape());
      switch (worker.predict(frame, rows, until)) {
        case Answer.Scores(var scores) -> jobs.forEach(job -> job.succeed(scores));
        case Answer.Raised raised when jobs.size() == 1 ->
            jobs.getFirst().fail(pool.raised(raised));
        case Answer.Raised _ -> jobs.reversed().forEach(job -> rounds.addFirst(List.of(job)));
      }
      answered++;
      return null;
    } catch (SlipwayException e) {
      jobs.forEach(job -> job.fail(e));
      return null;
    } catch (InterruptedByTimeoutException e) {
      return new Ending(answered > 0, pool.late(e));
    } catch (ClosedByInterruptException e) {
      return new Ending(answered > 0, pool.closed(e));
    } catch (BrokenFrame e) {
      return new Ending(
          answered > 0, pool.broken("its worker wrote " + e.getMessage() + " to its socket", e));
    } catch (IOException e) {
      return died("on a request", worker);
    }
  }

  private Ending died(String when, WorkerProcess worker) {
    return new Ending(
        answered > 0, pool.broken("its worker %s %s".formatted(worker.exit(), when), null));
  }

  private void recycle(WorkerProcess worker) {
    boolean full = limits.recycleRequests() > 0 && answered >= limits.recycleRequests();
    long now = System.nanoTime();
    if (!full && limits.recycleBytes() > 0 && now - lookedAt > LOOK_NANOS) {
      lookedAt = now;
      full = worker.resident() > limits.recycleBytes();
    }
    if (full) {
      pool.replace(this);
    }
  }

  /// Ends it from another thread: a start or a request under way is given up.
  void stop() {
    WorkerProcess running = process;
    if (running != null) {
      running.kill();
    }
    thread.interrupt();
  }

  void join(long millis) throws InterruptedException {
    thread.join(millis);
  }
}
