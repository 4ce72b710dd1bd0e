package dev.slipway.bench.serving;

import dev.slipway.bench.figures.Spread;
import dev.slipway.bench.program.Program;
import dev.slipway.bench.program.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// One-row predictions through the whole path, the same JSON through a bare route, and the same pickles in
/// FastAPI. Every contestant is a process of its own; they take turns under the same load, so that a ratio
/// compares neighbours in time.
public final class ServingTable {
  private final ServingModels models;
  private final boolean quick;
  private final PrintStream out;

  ServingTable(ServingModels models, boolean quick, PrintStream out) {
    this.models = models;
    this.quick = quick;
    this.out = out;
  }

  /// @param quick fewer and shorter rounds
  public static ServingTable of(Program program, boolean quick, PrintStream out) {
    return new ServingTable(
        new ServingModels(program, program.checkout().resolve("bench/target/serving")), quick, out);
  }

  public void print() throws IOException, InterruptedException {
    List<String> missing = ServingModels.missing();
    if (!missing.isEmpty()) {
      out.println(
          "  missing: install it, in Debian or Ubuntu with: apt install "
              + String.join(" ", missing));
      return;
    }
    if (!ServingModels.incumbentIsAccelerated()) {
      out.println(
          "  uvicorn runs without uvloop and httptools: python3-uvloop and python3-httptools");
    }
    models.train();
    List<Contestant> all = new ArrayList<>();
    try {
      Contestant bare = add(all, "bare route", models.bare(), ServingModels.LOGISTIC);
      Contestant logistic = slipway(all, ServingModels.LOGISTIC);
      Contestant theirLogistic = incumbent(all, ServingModels.LOGISTIC);
      Contestant boosting = slipway(all, ServingModels.BOOSTING);
      Contestant theirBoosting = incumbent(all, ServingModels.BOOSTING);
      Contestant histogram = slipway(all, ServingModels.HISTOGRAM);
      Contestant theirHistogram = incumbent(all, ServingModels.HISTOGRAM);
      Contestant columns = slipway(all, ServingModels.COLUMNS);
      Contestant theirColumns = incumbent(all, ServingModels.COLUMNS);
      Contestant forest = slipway(all, ServingModels.FOREST);
      take(all);
      out.println(
          "| server | requests/s | p50, ms | p99, ms | processor time, µs a request | memory, MB"
              + " |");
      out.println("|---|---|---|---|---|---|");
      for (Contestant contestant : all) {
        out.println(contestant.line());
      }
      out.println();
      out.println("| processor time a request | times | target |");
      out.println("|---|---|---|");
      atMost("Slipway ÷ bare route, logistic", logistic.times(bare), 1.25);
      plain("Slipway ÷ bare route, boosting-100x6", boosting.times(bare));
      plain("Slipway ÷ bare route, histogram-100", histogram.times(bare));
      plain("Slipway ÷ bare route, columns", columns.times(bare));
      plain("Slipway ÷ bare route, forest-500x8", forest.times(bare));
      atLeast("FastAPI ÷ Slipway, logistic", theirLogistic.times(logistic), 11);
      atLeast("FastAPI ÷ Slipway, boosting-100x6", theirBoosting.times(boosting), 25);
      atLeast("FastAPI ÷ Slipway, histogram-100", theirHistogram.times(histogram), 25);
      atLeast("FastAPI ÷ Slipway, columns", theirColumns.times(columns), 80);
    } finally {
      for (Contestant contestant : all) {
        contestant.close();
      }
    }
  }

  private void take(List<Contestant> all) throws IOException, InterruptedException {
    Wrk wrk = models.wrk();
    for (Contestant contestant : all) {
      contestant.warmUp(wrk, quick ? 4 : 12);
    }
    for (int round = 0; round < (quick ? 3 : 7); round++) {
      for (Contestant contestant : all) {
        contestant.round(wrk, quick ? 2 : 5);
      }
    }
  }

  private Contestant slipway(List<Contestant> all, String model)
      throws IOException, InterruptedException {
    return add(all, "Slipway, " + model, models.slipway(model), model);
  }

  private Contestant incumbent(List<Contestant> all, String model)
      throws IOException, InterruptedException {
    ServerProcess server = models.incumbent(model);
    Contestant contestant =
        new Contestant("FastAPI, " + model, server, "/predict", models.bodies(model));
    all.add(contestant);
    return contestant;
  }

  private Contestant add(List<Contestant> all, String name, ServerProcess server, String model) {
    Contestant contestant = new Contestant(name, server, "/predict/" + model, models.bodies(model));
    all.add(contestant);
    return contestant;
  }

  private void plain(String what, Spread times) {
    out.println("| %s | %s | |".formatted(what, times.brief()));
  }

  private void atMost(String what, Spread times, double target) {
    target(what, times, "at most " + target, times.median() <= target);
  }

  private void atLeast(String what, Spread times, double target) {
    target(what, times, "at least " + target, times.median() >= target);
  }

  private void target(String what, Spread times, String target, boolean met) {
    out.println(
        "| %s | %s | %s: %s |".formatted(what, times.brief(), target, met ? "met" : "MISSED"));
  }
}
