package dev.slipway.bench;

import dev.slipway.app.traffic.Replay;
import dev.slipway.bench.figures.Sheet;
import dev.slipway.bench.figures.Spread;
import dev.slipway.bench.load.OpenLoop;
import dev.slipway.bench.program.Program;
import dev.slipway.bench.program.Project;
import dev.slipway.bench.program.Scratch;
import dev.slipway.bench.program.ServerProcess;
import dev.slipway.core.table.Table;
import dev.slipway.store.table.DuckTables;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// One-row predictions at a fixed rate through the whole path: validate, score, log, profile, count. Beside
/// them, in turn, requests that the server answers without doing anything: what the machine, the HTTP
/// server and our client need by themselves.
final class PredictMeasurement implements Bench.Measurement {
  private static final int PER_SECOND = 2_000;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final int FLIGHTS = 10_000;
  private static final double TARGET_P99_MILLIS = 5;

  /// @param arguments how many seconds each repetition lasts, 30 unless told; how many, 3 unless told
  @Override
  public void run(List<String> arguments) throws Exception {
    Duration duration = Duration.ofSeconds(Bench.number(arguments, 0, 30));
    int repetitions = Bench.number(arguments, 1, 3);
    Program program = Program.here();
    try (Scratch scratch = Scratch.make()) {
      Project project = Project.flightDelay(program, scratch.folder(), "flight-delay");
      project.build();
      try (ServerProcess server = program.server(scratch.folder().resolve("home"))) {
        project.release(server);
        URI uri = server.uri();
        Table flights =
            new DuckTables().read(project.folder().resolve("data/future.parquet"), FLIGHTS);
        Load predict = new Load(server, uri.resolve("/predict/flight-delay"), bodies(uri, flights));
        Load nothing = new Load(server, uri.resolve("/health/live"), List.of(""));
        predict.loop.run(PER_SECOND, WARM_UP);
        for (int i = 0; i < repetitions; i++) {
          nothing.repeat(duration);
          predict.repeat(duration);
        }
        Sheet sheet =
            new Sheet(
                "predict: one row a request, %,d requests/s for %d s, from the scheduled time"
                    .formatted(PER_SECOND, duration.toSeconds()));
        predict.print(sheet, "predict", TARGET_P99_MILLIS);
        nothing.print(sheet, "no work", Double.NaN);
      }
    }
  }

  private static List<String> bodies(URI server, Table flights) {
    Replay replay = new Replay(server, "flight-delay", flights, "delay");
    return IntStream.range(0, flights.rows()).mapToObj(replay::body).toList();
  }

  /// One kind of request and what its repetitions gave.
  private static final class Load {
    private final ServerProcess server;
    private final OpenLoop loop;
    private final Spread p50 = new Spread();
    private final Spread p99 = new Spread();
    private final Spread p999 = new Spread();
    private final Spread processor = new Spread();
    private final Spread rate = new Spread();
    private final Spread failed = new Spread();

    Load(ServerProcess server, URI target, List<String> bodies) {
      this.server = server;
      this.loop = new OpenLoop(target, bodies);
    }

    void repeat(Duration duration) throws InterruptedException {
      Duration before = server.processorTime();
      OpenLoop.Outcome outcome = loop.run(PER_SECOND, duration);
      Duration used = server.processorTime().minus(before);
      p50.add(outcome.millisAt(0.5));
      p99.add(outcome.millisAt(0.99));
      p999.add(outcome.millisAt(0.999));
      processor.add(used.toNanos() / 1e3 / outcome.nanos().length);
      rate.add(outcome.perSecond());
      failed.add(outcome.failed());
    }

    void print(Sheet sheet, String name, double targetMillis) {
      sheet.line(name + " p50", p50, "ms");
      if (Double.isNaN(targetMillis)) {
        sheet.line(name + " p99", p99, "ms");
      } else {
        sheet.line(name + " p99", p99, "ms", targetMillis);
      }
      sheet.line(name + " p99.9", p999, "ms");
      sheet.line(name + " processor time of the server", processor, "us a request");
      sheet.line(name + " answered", rate, "requests/s");
      sheet.line(name + " failed", failed, "requests");
    }
  }
}
