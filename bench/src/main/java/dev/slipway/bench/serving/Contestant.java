package dev.slipway.bench.serving;

import dev.slipway.bench.figures.Spread;
import dev.slipway.bench.program.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;

/// One server under load, and what its rounds gave.
final class Contestant implements AutoCloseable {
  private final String name;
  private final ServerProcess server;
  private final String path;
  private final Path bodies;
  private final Spread perSecond = new Spread();
  private final Spread p50 = new Spread();
  private final Spread p99 = new Spread();
  private final Spread micros = new Spread();

  Contestant(String name, ServerProcess server, String path, Path bodies) {
    this.name = name;
    this.server = server;
    this.path = path;
    this.bodies = bodies;
  }

  void warmUp(Wrk wrk, int seconds) throws IOException, InterruptedException {
    wrk.warmUp(server, path, bodies, seconds);
  }

  void round(Wrk wrk, int seconds) throws IOException, InterruptedException {
    Wrk.Outcome outcome = wrk.run(server, path, bodies, seconds);
    perSecond.add(outcome.perSecond());
    p50.add(outcome.p50Millis());
    p99.add(outcome.p99Millis());
    micros.add(outcome.micros());
  }

  /// How many times the other's processor time this one takes, round by round.
  Spread times(Contestant other) {
    return micros.dividedBy(other.micros);
  }

  String line() throws IOException {
    return "| %s | %s | %s | %s | %s | %,d |"
        .formatted(
            name,
            perSecond.brief(),
            p50.brief(),
            p99.brief(),
            micros.brief(),
            server.residentBytes() / 1_000_000);
  }

  @Override
  public void close() throws InterruptedException {
    server.close();
  }
}
