package dev.slipway.scoring.worker.pool;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Deadline;
import dev.slipway.core.model.Rows;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.worker.frame.RowsBody;
import dev.slipway.scoring.worker.process.Answer;
import dev.slipway.scoring.worker.process.Introduction;
import dev.slipway.scoring.worker.process.WorkerProcess;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Workers with one model, kept at their number: one that dies, hangs or grows too large is replaced.
///
/// Thread-safe. One lock guards the queue and what is known of the workers; it is held for moments only.
/// Requests wait in one queue, and an idle worker takes what waits, up to a number of rows, at once. A
/// prediction is pure, so a request whose worker died is simply asked again, alone and before all others,
/// until its time is over or three workers have died with it. An answer can only reach the request that it
/// belongs to: a worker has one frame at a time, and its answer carries that frame's number and exactly its
/// rows.
public final class WorkerPool implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WorkerPool.class.getName());
  private static final int MOST_DEATHS = 3;

  private final String name;
  private final Supplier<WorkerProcess> start;
  private final PoolLimits limits;
  private final Introduction introduction;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition change = lock.newCondition();
  private final JobQueue queue;
  private final Set<WorkerLife> lives = new HashSet<>();
  private final Thread supervisor;
  private @Nullable Introduction first;
  private Restarts restarts = Restarts.NONE;
  private long startAgainAt = System.nanoTime();
  private @Nullable SlipwayException lastFailure;
  private long started;
  private boolean closed;

  /// Returns once a first worker is ready, or throws what kept it from becoming so.
  ///
  /// @param name of the model, for messages
  /// @param start starts a worker and returns when it is ready
  public WorkerPool(String name, Supplier<WorkerProcess> start, PoolLimits limits) {
    this.name = name;
    this.start = start;
    this.limits = limits;
    this.queue = new JobQueue(limits.batchRows());
    this.supervisor =
        Thread.ofPlatform().daemon().name("workers of " + name).unstarted(this::supervise);
    this.introduction = awaitFirst();
    supervisor.start();
  }

  private Introduction awaitFirst() {
    lock.lock();
    try {
      begin();
      while (first == null && lastFailure == null) {
        change.await();
      }
      if (first != null) {
        return first;
      }
      throw lastFailure;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lives.forEach(WorkerLife::stop);
      throw closed(e);
    } finally {
      lock.unlock();
    }
  }

  public Introduction introduction() {
    return introduction;
  }

  /// Whether some worker could answer now.
  public boolean ready() {
    lock.lock();
    try {
      return anyAnswers();
    } finally {
      lock.unlock();
    }
  }

  /// Scores every row within the pool's timeout. `OVERLOADED` where too many wait, `NOT_READY` while no
  /// worker comes up, `TIMEOUT`, and `INTERNAL` for what Python raised. `DEADLINE_EXCEEDED` where the caller's
  /// own deadline passes while no worker has taken the rows; a worker that has them is not killed for it. Returns
  /// how many nanoseconds passed before one took them.
  public long score(Rows rows, double[] out, Deadline deadline) {
    long now = System.nanoTime();
    long until = now + limits.timeout().toNanos();
    Job job = new Job(rows, out, RowsBody.shape(columns(), rows), until);
    submit(job);
    boolean ended = false;
    try {
      ended = job.await(Math.min(until - now, deadline.remaining(now)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      if (takenBack(job)) {
        if (Thread.currentThread().isInterrupted()) {
          throw interrupted();
        }
        throw job.late() ? late(null) : nobodyWaits();
      }
      job.awaitWorker();
    }
    return job.result() - now;
  }

  private SlipwayException nobodyWaits() {
    return new SlipwayException(
        ErrorCode.DEADLINE_EXCEEDED,
        "the deadline passed before a Python worker of '%s' was free; allow more time, or give it more workers"
            .formatted(name));
  }

  private void submit(Job job) {
    lock.lock();
    try {
      if (closed) {
        throw closed(null);
      }
      if (restarts.broken() && !anyAnswers()) {
        throw notReady();
      }
      if (queue.size() >= limits.queue()) {
        throw new SlipwayException(
            ErrorCode.OVERLOADED,
            "%d requests wait for the Python workers of '%s'; try again in a second"
                .formatted(queue.size(), name));
      }
      queue.add(job);
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// How many requests wait for a worker.
  public int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private boolean takenBack(Job job) {
    lock.lock();
    try {
      return queue.remove(job);
    } finally {
      lock.unlock();
    }
  }

  private boolean anyAnswers() {
    return lives.stream()
        .anyMatch(life ->
            life.alive()
                && (life.state() == WorkerLife.State.READY
                    || life.state() == WorkerLife.State.REPLACED));
  }

  /// The types of the inputs. Called when a worker is ready.
  List<ColumnType> columns() {
    Introduction known = first;
    if (known == null) {
      throw new IllegalStateException("no worker is ready");
    }
    return known.signature().inputs().stream().map(f -> f.type()).toList();
  }

  /// What a worker is to do next; nothing where it is to leave or is dead.
  List<Job> take(WorkerLife life) {
    lock.lock();
    try {
      while (life.alive() && life.state() != WorkerLife.State.LEAVING) {
        List<Job> batch = new ArrayList<>(queue.takeBatch());
        List<Job> late = batch.stream().filter(Job::late).toList();
        late.forEach(job -> job.fail(late(null)));
        batch.removeAll(late);
        if (!batch.isEmpty()) {
          long now = System.nanoTime();
          batch.forEach(job -> job.taken(now));
          return batch;
        }
        if (queue.isEmpty()) {
          if (closed) {
            return List.of();
          }
          work.awaitUninterruptibly();
        }
      }
      // Another worker may have to do what this one was woken for.
      work.signalAll();
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  /// Has the workers look again at what there is to do.
  void look() {
    lock.lock();
    try {
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// A worker is ready: it takes the place of one that is to be replaced, if any is.
  void ready(WorkerLife life, Introduction said) {
    lock.lock();
    try {
      if (first == null) {
        first = said;
      } else if (!first.signature().equals(said.signature())) {
        throw new SlipwayException(
            ErrorCode.CORRUPT_MODEL,
            "the Python model '%s' has another signature than when it was first loaded; its files were changed, so load it again"
                .formatted(name));
      }
      life.state(WorkerLife.State.READY);
      lives.stream()
          .filter(l -> l.state() == WorkerLife.State.REPLACED)
          .findFirst()
          .ifPresent(l -> l.state(WorkerLife.State.LEAVING));
      change.signalAll();
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Starts a successor for a worker, which goes on until that is ready.
  void replace(WorkerLife life) {
    lock.lock();
    try {
      if (life.state() == WorkerLife.State.READY) {
        life.state(WorkerLife.State.REPLACED);
        change.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The worker of these jobs is gone: those that still have time are asked again.
  ///
  /// @param suspects those that it was working on
  /// @param others those that it had taken besides
  void again(List<Job> suspects, List<Job> others, WorkerLife.Ending ending) {
    SlipwayException failure = ending.failure() == null ? closed(null) : ending.failure();
    lock.lock();
    try {
      List<Job> again = new ArrayList<>();
      for (Job job : suspects) {
        job.died();
        if (job.late()) {
          job.fail(late(failure));
        } else if (job.deaths() >= MOST_DEATHS || closed) {
          job.fail(failure);
        } else {
          again.add(job);
        }
      }
      again.addAll(others);
      queue.putBack(again);
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void ended(WorkerLife life, WorkerLife.Ending ending) {
    lock.lock();
    try {
      lives.remove(life);
      SlipwayException failure = ending.failure();
      if (failure != null) {
        lastFailure = failure;
        restarts = ending.answered() ? Restarts.NONE : restarts.afterFailure();
        startAgainAt = System.nanoTime() + restarts.pause().toNanos();
        if (!closed && first != null) {
          LOG.log(System.Logger.Level.WARNING, failure.getMessage() + "; it is replaced");
        }
      }
      if (restarts.broken() && !anyAnswers()) {
        queue.takeAll().forEach(job -> job.fail(notReady()));
      }
      change.signalAll();
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void supervise() {
    lock.lock();
    try {
      while (!closed) {
        long missing =
            limits.workers()
                - lives.stream()
                    .filter(l ->
                        l.state() == WorkerLife.State.STARTING
                            || l.state() == WorkerLife.State.READY)
                    .count();
        long pause = startAgainAt - System.nanoTime();
        if (missing > 0 && pause <= 0) {
          begin();
        } else if (missing > 0) {
          var _ = change.awaitNanos(pause);
        } else {
          change.await();
        }
      }
    } catch (InterruptedException _) {
      // The pool is closed.
    } finally {
      lock.unlock();
    }
  }

  private void begin() {
    started++;
    WorkerLife life =
        new WorkerLife(this, start, limits, "worker %d of %s".formatted(started, name));
    lives.add(life);
    life.begin();
  }

  SlipwayException raised(Answer.Raised raised) {
    return new SlipwayException(
        ErrorCode.INTERNAL, "the Python model '%s' failed: %s".formatted(name, raised.summary()));
  }

  SlipwayException late(@Nullable Throwable cause) {
    return failure(
        ErrorCode.TIMEOUT,
        "the Python model '%s' did not answer within %s s; send fewer rows or allow it more time with --python-timeout"
            .formatted(name, limits.timeout().toMillis() / 1000.0),
        cause);
  }

  SlipwayException broken(String why, @Nullable Throwable cause) {
    return failure(
        ErrorCode.INTERNAL, "the Python model '%s' did not answer: %s".formatted(name, why), cause);
  }

  private static SlipwayException interrupted() {
    return new SlipwayException(
        ErrorCode.INTERRUPTED, "interrupted while waiting for a Python worker");
  }

  SlipwayException closed(@Nullable Throwable cause) {
    return failure(
        ErrorCode.NOT_READY, "the Python model '%s' is being shut down".formatted(name), cause);
  }

  private SlipwayException notReady() {
    String why =
        Optional.ofNullable(lastFailure)
            .map(SlipwayException::getMessage)
            .orElse("they do not start");
    return failure(
        ErrorCode.NOT_READY,
        "no Python worker stays up, %d failed in a row and more are tried: %s"
            .formatted(restarts.failures(), why),
        lastFailure);
  }

  private static SlipwayException failure(
      ErrorCode code, String message, @Nullable Throwable cause) {
    return cause == null
        ? new SlipwayException(code, message)
        : new SlipwayException(code, message, cause);
  }

  /// Takes no more requests, finishes those under way for as long as it may, and ends every worker.
  @Override
  public void close() {
    List<WorkerLife> running;
    lock.lock();
    try {
      closed = true;
      running = List.copyOf(lives);
      running.stream()
          .filter(l -> l.state() == WorkerLife.State.STARTING)
          .forEach(WorkerLife::stop);
      change.signalAll();
      work.signalAll();
    } finally {
      lock.unlock();
    }
    end(running);
    lock.lock();
    try {
      queue.takeAll().forEach(job -> job.fail(closed(null)));
    } finally {
      lock.unlock();
    }
  }

  private void end(List<WorkerLife> running) {
    long until = System.nanoTime() + limits.drain().toNanos();
    try {
      for (WorkerLife life : running) {
        life.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
      }
      running.forEach(WorkerLife::stop);
      for (WorkerLife life : running) {
        life.join(5_000);
      }
    } catch (InterruptedException _) {
      running.forEach(WorkerLife::stop);
      Thread.currentThread().interrupt();
    }
  }
}
