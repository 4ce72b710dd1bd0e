package dev.slipway.bench.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Requests at a fixed rate, whether or not earlier ones were answered.
///
/// Each request has its time in a schedule made beforehand, and its latency counts from that time, not from
/// when it could be sent: a server that stalls delays all that was due meanwhile, and all of that counts
/// (Gil Tene's "coordinated omission" is the mistake of leaving it out). The wake-up of the client's own
/// threads counts too, so the figures are, if anything, too high.
public final class OpenLoop {
  private static final int CONNECTIONS = 32;

  private final byte[][] requests;
  private final URI server;

  /// @param bodies sent in turn as POSTs to `target`; an empty one makes a GET
  public OpenLoop(URI target, List<String> bodies) {
    this.server = target.resolve("/");
    this.requests =
        bodies.stream().map(body -> Connection.request(target, body)).toArray(byte[][]::new);
  }

  /// @param failed how many got no answer, or one that was not 200
  /// @param nanos the latency of each request, ascending
  public record Outcome(int failed, double perSecond, long[] nanos) {
    public double millisAt(double quantile) {
      return nanos[(int) Math.min(nanos.length - 1, (long) (quantile * nanos.length))] / 1e6;
    }
  }

  public Outcome run(int perSecond, Duration duration) throws InterruptedException {
    int count = (int) (perSecond * duration.toMillis() / 1000);
    long[] nanos = new long[count];
    AtomicInteger next = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    long start = System.nanoTime() + 100_000_000;
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      callers.add(
          Thread.ofPlatform()
              .name("caller-" + i)
              .start(() -> {
                Caller caller = new Caller();
                for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                  long due = start + n * 1_000_000_000L / perSecond;
                  waitUntil(due);
                  if (!caller.call(requests[n % requests.length])) {
                    failed.incrementAndGet();
                  }
                  nanos[n] = System.nanoTime() - due;
                }
                caller.close();
              }));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(nanos);
    return new Outcome(failed.get(), count / seconds, nanos);
  }

  private static void waitUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /// A connection that is opened again after a failure.
  private final class Caller {
    private @org.jspecify.annotations.Nullable Connection connection;

    boolean call(byte[] request) {
      try {
        if (connection == null) {
          connection = new Connection(server);
        }
        return connection.send(request) == 200;
      } catch (IOException _) {
        close();
        return false;
      }
    }

    void close() {
      try {
        if (connection != null) {
          connection.close();
        }
      } catch (IOException _) {
        // It is given up anyway.
      }
      connection = null;
    }
  }
}
