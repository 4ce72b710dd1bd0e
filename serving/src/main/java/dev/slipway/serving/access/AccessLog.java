package dev.slipway.serving.access;

import dev.slipway.serving.observation.Observation;
import dev.slipway.serving.observation.RequestObserver;
import dev.slipway.wire.json.JsonBuffer;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Writes a line of JSON for every request.
///
/// Requests leave what is to be written in a bounded queue and go on; one thread writes it, many lines at a
/// time. What a slow disk leaves no room for is dropped and counted, as is what cannot be written.
/// Thread-safe.
public final class AccessLog implements RequestObserver, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AccessLog.class.getName());
  private static final int BATCH = 256;

  private final OutputStream out;
  private final EcsLine line;
  private final BlockingQueue<Observation> waiting;
  private final AtomicLong dropped = new AtomicLong();
  private final Thread writer;
  private volatile boolean open = true;
  private boolean failing;

  /// @param out gets whole lines, several at a time, and is closed with the log
  /// @param capacity how many requests may wait to be written
  public AccessLog(OutputStream out, String serviceName, String serviceVersion, int capacity) {
    this.out = out;
    this.line = new EcsLine(serviceName, serviceVersion);
    this.waiting = new ArrayBlockingQueue<>(capacity);
    this.writer = Thread.ofPlatform().daemon().name("access-log").start(this::write);
  }

  @Override
  public void began(Observation observation, ServerResponse response) {}

  @Override
  public void ended(Observation observation) {
    if (!waiting.offer(observation)) {
      dropped.getAndIncrement();
    }
  }

  /// How many requests have no line.
  public long dropped() {
    return dropped.get();
  }

  private void write() {
    List<Observation> batch = new ArrayList<>(BATCH);
    JsonBuffer lines = new JsonBuffer();
    while (true) {
      boolean last = !open;
      take(batch);
      if (!batch.isEmpty()) {
        lines.clear();
        batch.forEach(observation -> line.write(lines, observation));
        write(lines, batch.size());
        batch.clear();
      } else if (last) {
        return;
      }
    }
  }

  private void take(List<Observation> batch) {
    try {
      Observation first = open ? waiting.poll(1, TimeUnit.SECONDS) : waiting.poll();
      if (first != null) {
        batch.add(first);
        waiting.drainTo(batch, BATCH - 1);
      }
    } catch (InterruptedException _) {
      // Woken to close: what waits is still written.
    }
  }

  private void write(JsonBuffer lines, int count) {
    try {
      out.write(lines.bytes(), 0, lines.length());
      out.flush();
      failing = false;
    } catch (IOException e) {
      dropped.getAndAdd(count);
      if (!failing) {
        LOG.log(System.Logger.Level.ERROR, "the access log cannot be written", e);
      }
      failing = true;
    }
  }

  /// Writes what waits, then closes.
  @Override
  public void close() {
    open = false;
    writer.interrupt();
    try {
      if (!writer.join(java.time.Duration.ofSeconds(5))) {
        LOG.log(System.Logger.Level.WARNING, "the access log's last lines were not written");
        return;
      }
      out.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "the access log cannot be closed", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
