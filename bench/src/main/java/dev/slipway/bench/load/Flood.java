package dev.slipway.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Requests at a fixed rate over many connections, more than the server can answer if need be, from one thread
/// that never sleeps. Give it a processor of its own.
///
/// Latencies count from when a request was due, as in [OpenLoop]. A request that is due while every connection
/// still waits for an answer is not sent at all, as by a client whose pool of connections is exhausted. For one
/// thread.
public final class Flood implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final byte[][] requests;
  private final Selector selector = Selector.open();
  private final ArrayDeque<Exchange> idle = new ArrayDeque<>();
  private final List<Exchange> all = new ArrayList<>();

  /// @param bodies sent in turn as POSTs to `target`
  public Flood(URI target, List<String> bodies, int connections) throws IOException {
    requests = bodies.stream().map(body -> Connection.request(target, body)).toArray(byte[][]::new);
    InetSocketAddress server =
        new InetSocketAddress(InetAddress.getByName(target.getHost()), target.getPort());
    for (int i = 0; i < connections; i++) {
      Exchange exchange = new Exchange(server, selector);
      all.add(exchange);
      idle.add(exchange);
    }
  }

  /// What became of the requests of a run.
  ///
  /// @param turnedAway how many were answered with 503
  /// @param failed how many were answered with another error, or not at all
  /// @param unsent how many found no connection free
  /// @param nanos the latency of each that was answered with success, ascending
  public record Outcome(int turnedAway, int failed, int unsent, double seconds, long[] nanos) {
    public int due() {
      return turnedAway + failed + unsent + nanos.length;
    }

    public double answeredPerSecond() {
      return nanos.length / seconds;
    }

    /// The share of all that were due that was answered with success in this time.
    public double within(double millis) {
      long answered = Arrays.stream(nanos).takeWhile(n -> n <= millis * 1e6).count();
      return answered / (double) due();
    }

    public double millisAt(double quantile) {
      return nanos.length == 0
          ? Double.NaN
          : nanos[(int) Math.min(nanos.length - 1, (long) (quantile * nanos.length))] / 1e6;
    }
  }

  public Outcome run(int perSecond, Duration duration) throws IOException {
    int count = (int) (perSecond * duration.toMillis() / 1000);
    Tally tally = new Tally(count);
    long start = System.nanoTime();
    long end = start + duration.toNanos() + PATIENCE_NANOS;
    int sent = 0;
    for (long now = start; now - end < 0; now = System.nanoTime()) {
      for (; sent < count; sent++) {
        long due = start + sent * TimeUnit.SECONDS.toNanos(1) / perSecond;
        if (due - now > 0) {
          break;
        }
        Exchange exchange = idle.pollLast();
        if (exchange == null) {
          tally.unsent++;
        } else {
          exchange.send(requests[sent % requests.length], due);
        }
      }
      selector.selectNow(key -> receive(key, tally));
      if (sent == count && idle.size() == all.size()) {
        break;
      }
    }
    for (Exchange exchange : all) {
      if (exchange.waits()) {
        tally.failed++;
        exchange.reopen();
        idle.add(exchange);
      }
    }
    return tally.outcome(duration);
  }

  private void receive(SelectionKey key, Tally tally) {
    Exchange exchange = (Exchange) key.attachment();
    int status = exchange.receive();
    if (status == Exchange.PARTIAL) {
      return;
    }
    if (status == 200) {
      tally.answered(System.nanoTime() - exchange.due());
    } else if (status == 503) {
      tally.turnedAway++;
    } else {
      tally.failed++;
    }
    idle.add(exchange);
  }

  @Override
  public void close() throws IOException {
    for (Exchange exchange : all) {
      exchange.close();
    }
    selector.close();
  }

  /// Counts of a run that goes on.
  private static final class Tally {
    private final long[] nanos;
    private int answered;
    private int turnedAway;
    private int failed;
    private int unsent;

    Tally(int count) {
      this.nanos = new long[count];
    }

    void answered(long took) {
      nanos[answered] = took;
      answered++;
    }

    Outcome outcome(Duration duration) {
      long[] all = Arrays.copyOf(nanos, answered);
      Arrays.sort(all);
      return new Outcome(turnedAway, failed, unsent, duration.toMillis() / 1e3, all);
    }
  }
}
