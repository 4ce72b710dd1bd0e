package dev.slipway.serving.observation;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What requests left to be written down, and the one thread that writes it, many at a time.
///
/// It is bounded, so that no request ever waits: what comes while it is full is dropped and counted, as is what
/// cannot be written. Thread-safe.
public final class Backlog<T> implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Backlog.class.getName());
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private final String what;
  private final int capacity;
  private final int batch;
  private final Target<T> target;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final ArrayDeque<T> waiting = new ArrayDeque<>();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread writer;
  private boolean open = true;
  private boolean failing;

  /// Where things are written, by one thread at a time.
  @FunctionalInterface
  public interface Target<T> {
    void write(List<T> batch) throws IOException;
  }

  /// @param what is written, for messages and the thread's name
  /// @param capacity how many may wait
  /// @param batch the most that are written at once
  public Backlog(String what, int capacity, int batch, Target<T> target) {
    this.what = what;
    this.capacity = capacity;
    this.batch = batch;
    this.target = target;
    this.writer = Thread.ofPlatform().daemon().name(what).start(this::run);
  }

  public void add(T one) {
    lock.lock();
    try {
      if (open && waiting.size() < capacity) {
        waiting.addLast(one);
        change.signal();
        return;
      }
    } finally {
      lock.unlock();
    }
    dropped.getAndIncrement();
  }

  /// How many were never written.
  public long dropped() {
    return dropped.get();
  }

  private void run() {
    List<T> next = take();
    while (!next.isEmpty()) {
      write(next);
      next = take();
    }
  }

  /// The next that are to be written; none once it is closed and empty.
  private List<T> take() {
    lock.lock();
    try {
      while (open && waiting.isEmpty()) {
        change.awaitUninterruptibly();
      }
      List<T> taken = new ArrayList<>(Math.min(batch, waiting.size()));
      while (taken.size() < batch && !waiting.isEmpty()) {
        taken.add(waiting.removeFirst());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void write(List<T> some) {
    try {
      target.write(some);
      failing = false;
    } catch (IOException | RuntimeException e) {
      dropped.getAndAdd(some.size());
      if (!failing) {
        LOG.log(System.Logger.Level.ERROR, "the %s cannot be written".formatted(what), e);
      }
      failing = true;
    }
  }

  /// Takes nothing more, and gives what waits ten seconds to be written.
  @Override
  public void close() {
    lock.lock();
    try {
      open = false;
      change.signal();
    } finally {
      lock.unlock();
    }
    try {
      if (!writer.join(LAST_WORDS)) {
        writer.interrupt();
        LOG.log(System.Logger.Level.WARNING, "the last of the %s was not written".formatted(what));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
