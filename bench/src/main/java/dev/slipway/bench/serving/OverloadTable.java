package dev.slipway.bench.serving;

import dev.slipway.bench.figures.Spread;
import dev.slipway.bench.load.Flood;
import dev.slipway.bench.program.Program;
import dev.slipway.bench.program.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a server does with a half, the whole, twice and four times the load that it sustains.
///
/// The server has one processor and the load another, so that more load takes nothing from the server. The load
/// that it sustains is the greatest at which all but a hundredth of what is due is answered within 20 ms.
public final class OverloadTable {
  private static final int SERVER_CORE = 0;
  private static final int LOAD_CORE = 1;
  private static final int CONNECTIONS = 1_000;
  private static final int CLOSED_LOOP = 64;
  private static final int MORE_THAN_ANY = 200_000;
  private static final double SUSTAINED_MILLIS = 20;
  private static final double SUSTAINED_SHARE = 0.99;
  private static final double TARGET = 3;

  private final ServingModels models;
  private final boolean quick;
  private final PrintStream out;

  private OverloadTable(ServingModels models, boolean quick, PrintStream out) {
    this.models = models;
    this.quick = quick;
    this.out = out;
  }

  /// @param quick fewer and shorter rounds
  public static OverloadTable of(Program program, boolean quick, PrintStream out) {
    ServingModels models =
        new ServingModels(
            program.pinnedTo(SERVER_CORE), program.checkout().resolve("bench/target/serving"));
    return new OverloadTable(models, quick, out);
  }

  public void print() throws IOException, InterruptedException {
    models.train();
    Program.pinSelfTo(LOAD_CORE);
    out.println(
        "| model | load | requests/s | answered/s | 503 | not sent | failed | p50, ms | p99, ms |");
    out.println("|---|---|---|---|---|---|---|---|---|");
    List<String> ratios = new ArrayList<>();
    for (String model : List.of(ServingModels.LOGISTIC, ServingModels.FOREST)) {
      try (ServerProcess server = models.slipway(model)) {
        measure(model, server, ratios);
      }
    }
    out.println();
    out.println("| twice the load it sustains, beside that load | times | target |");
    out.println("|---|---|---|");
    ratios.forEach(out::println);
  }

  private void measure(String model, ServerProcess server, List<String> ratios)
      throws IOException, InterruptedException {
    List<String> bodies = Files.readAllLines(models.bodies(model));
    var target = server.uri().resolve("/predict/" + model);
    int sustained;
    try (Flood few = new Flood(target, bodies, CLOSED_LOOP)) {
      few.run(MORE_THAN_ANY, Duration.ofSeconds(quick ? 20 : 30));
      double most = few.run(MORE_THAN_ANY, Duration.ofSeconds(3)).answeredPerSecond();
      try (Flood many = new Flood(target, bodies, CONNECTIONS)) {
        many.run((int) (2 * most), Duration.ofSeconds(3));
        many.run((int) (most / 4), Duration.ofSeconds(3));
        sustained = sustained(many, most);
        List<Row> rows =
            List.of(new Row("0.5 ×", 0.5), new Row("1 ×", 1), new Row("2 ×", 2), new Row("4 ×", 4));
        for (int round = 0; round < (quick ? 2 : 5); round++) {
          for (Row row : rows) {
            row.add(many.run((int) (row.factor * sustained), Duration.ofSeconds(quick ? 3 : 5)));
          }
        }
        rows.forEach(row -> out.println(row.line(model, sustained)));
        Spread times = rows.get(2).p99.dividedBy(rows.get(1).p99);
        ratios.add(
            "| p99, %s | %s | under %.0f: %s |"
                .formatted(
                    model, times.brief(), TARGET, times.median() < TARGET ? "met" : "MISSED"));
        ratios.add(
            "| answered, %s | %s | |"
                .formatted(model, rows.get(2).answered.dividedBy(rows.get(1).answered).brief()));
      }
    }
  }

  /// The greatest load that is sustained, within a fiftieth.
  private static int sustained(Flood flood, double most) throws IOException {
    double low = most / 4;
    double high = 1.2 * most;
    while (high / low > 1.02) {
      double middle = Math.sqrt(low * high);
      if (sustains(flood, (int) middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (int) low;
  }

  /// Whether two runs of three are sustained: one pause of the machine is no limit of the server, and one lucky
  /// run no proof.
  private static boolean sustains(Flood flood, int perSecond) throws IOException {
    int sustained = 0;
    for (int attempt = 0; attempt < 3 && sustained < 2; attempt++) {
      Flood.Outcome outcome = flood.run(perSecond, Duration.ofSeconds(2));
      if (outcome.within(SUSTAINED_MILLIS) >= SUSTAINED_SHARE) {
        sustained++;
      }
    }
    return sustained == 2;
  }

  /// A load, and what its rounds gave.
  private static final class Row {
    private final String name;
    private final double factor;
    private final Spread answered = new Spread();
    private final Spread turnedAway = new Spread();
    private final Spread unsent = new Spread();
    private final Spread p50 = new Spread();
    private final Spread p99 = new Spread();
    private int failed;

    Row(String name, double factor) {
      this.name = name;
      this.factor = factor;
    }

    void add(Flood.Outcome outcome) {
      answered.add(outcome.answeredPerSecond());
      turnedAway.add(100.0 * outcome.turnedAway() / outcome.due());
      unsent.add(100.0 * outcome.unsent() / outcome.due());
      p50.add(outcome.millisAt(0.5));
      p99.add(outcome.millisAt(0.99));
      failed += outcome.failed();
    }

    String line(String model, int sustained) {
      return "| %s | %s | %,d | %s | %.1f %% | %.1f %% | %d | %s | %s |"
          .formatted(
              model,
              name,
              (int) (factor * sustained),
              answered.brief(),
              turnedAway.median(),
              unsent.median(),
              failed,
              p50.brief(),
              p99.brief());
    }
  }
}
