package dev.slipway.store.prediction;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.recording.HashKey;
import dev.slipway.store.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The one thread that takes records from the ring and writes them to the newest segment.
///
/// It looks at the ring every few milliseconds, so that an append never has to wake anybody. When the disk
/// refuses a batch, its records are dropped and counted, and the next batch tries again.
final class LogWriter {
  private static final long NAP_NANOS = 2_000_000;
  private static final int BATCH = 4_096;
  private static final System.Logger LOG = System.getLogger(LogWriter.class.getName());

  private final Ring<PredictionRecord> ring;
  private final Segments segments;
  private final Path folder;
  private final LogSettings settings;
  private final InstantSource clock;
  private final RecordCodec codec;
  private final Runnable onSegmentFinished;
  private final AtomicLong dropped;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private long written;
  private long forced;
  private volatile long forceUpTo;
  private volatile boolean closing;
  private boolean stopped;
  private @Nullable IOException failure;

  private long nextNumber;
  private @Nullable FrameSegment active;
  private Instant activeSince = Instant.MAX;

  LogWriter(
      Ring<PredictionRecord> ring,
      Segments segments,
      Path folder,
      long nextNumber,
      LogSettings settings,
      InstantSource clock,
      HashKey key,
      AtomicLong dropped,
      Runnable onSegmentFinished) {
    this.ring = ring;
    this.segments = segments;
    this.folder = folder;
    this.nextNumber = nextNumber;
    this.settings = settings;
    this.clock = clock;
    this.codec = new RecordCodec(key);
    this.dropped = dropped;
    this.onSegmentFinished = onSegmentFinished;
    this.thread = Thread.ofPlatform().name("slipway-prediction-log").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Waits until everything offered so far can be read; with `force`, until it also survives a crash of the
  /// machine. Throws `STORAGE` where the disk refused some of it.
  void await(boolean force) {
    long target = ring.offered();
    lock.lock();
    try {
      if (force) {
        forceUpTo = Math.max(forceUpTo, target);
      }
      LockSupport.unpark(thread);
      while ((force ? forced : written) < target && !stopped) {
        progress.awaitUninterruptibly();
      }
      if (failure != null) {
        IOException refused = failure;
        failure = null;
        throw refusal(refused);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Writes what is left in the ring and finishes the segment.
  void close() {
    closing = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      writeUntilClosed();
    } finally {
      lock.lock();
      try {
        stopped = true;
        progress.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void writeUntilClosed() {
    while (true) {
      boolean last = closing;
      int batch = writeBatch();
      if (batch == 0) {
        rollIfDue();
        if (last) {
          break;
        }
        LockSupport.parkNanos(NAP_NANOS);
      }
    }
    finish();
  }

  private int writeBatch() {
    int batch = 0;
    IOException refused = null;
    try {
      for (PredictionRecord record = ring.poll(); record != null; record = ring.poll()) {
        batch++;
        open().append(record, codec.encode(record));
        if (batch == BATCH) {
          break;
        }
      }
      if (active != null && batch > 0) {
        active.write();
      }
    } catch (IOException e) {
      refused = e;
      dropped.addAndGet(batch);
      LOG.log(System.Logger.Level.WARNING, refusal(e).getMessage());
    }
    boolean force = forced < forceUpTo;
    try {
      if (force && active != null) {
        active.force();
      }
    } catch (IOException e) {
      refused = e;
    }
    if (batch > 0 || force) {
      report(batch, force, refused);
    }
    return batch;
  }

  private FrameSegment open() throws IOException {
    FrameSegment open = active;
    if (open != null && open.bytes() >= settings.segmentBytes()) {
      finish();
      open = null;
    }
    if (open == null) {
      open = FrameSegment.create(folder.resolve(FrameSegment.name(nextNumber)));
      nextNumber++;
      activeSince = clock.instant();
      active = open;
      segments.add(open);
    }
    return open;
  }

  private void rollIfDue() {
    if (active != null
        && active.bytes() > 0
        && !clock.instant().isBefore(activeSince.plus(settings.segmentAge()))) {
      finish();
    }
  }

  private void finish() {
    FrameSegment finished = active;
    active = null;
    if (finished == null) {
      return;
    }
    try {
      finished.close();
    } catch (IOException e) {
      report(0, false, e);
    }
    onSegmentFinished.run();
  }

  private void report(int batch, boolean force, @Nullable IOException refused) {
    lock.lock();
    try {
      written += batch;
      if (force) {
        forced = written;
      }
      if (refused != null) {
        failure = refused;
      }
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static SlipwayException refusal(IOException e) {
    return Disk.failure("predictions could not be logged", e);
  }
}
