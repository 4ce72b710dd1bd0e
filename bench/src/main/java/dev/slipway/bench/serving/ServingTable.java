package dev.slipway.bench.serving;

import dev.slipway.bench.figures.Spread;
import dev.slipway.bench.program.Program;
import dev.slipway.bench.program.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One-row predictions through the whole path, the same JSON through a bare route, and the same pickles in
/// FastAPI. Every contestant is a process of its own; they take turns under the same load, so that a ratio
/// compares neighbours in time.
public final class ServingTable {
  private final ServingModels models;
  private final List<Goal> goals;
  private final boolean quick;
  private final PrintStream out;

  /// What is aimed at for a model: at most how many times the bare route's processor time, and at least how many
  /// times less than FastAPI's; 0 where nothing is. FastAPI is not asked for a model without an aim against it.
  private record Goal(String model, double overBare, double belowIncumbent) {}

  private static final List<Goal> GOALS =
      List.of(
          new Goal(ServingModels.LOGISTIC, 1.25, 11),
          new Goal(ServingModels.BOOSTING, 0, 25),
          new Goal(ServingModels.HISTOGRAM, 0, 25),
          new Goal(ServingModels.COLUMNS, 0, 80),
          new Goal(ServingModels.FOREST, 0, 0));

  private ServingTable(ServingModels models, List<Goal> goals, boolean quick, PrintStream out) {
    this.models = models;
    this.goals = goals;
    this.quick = quick;
    this.out = out;
  }

  /// @param only the models to measure; all where it names none
  /// @param quick fewer and shorter rounds
  public static ServingTable of(
      Program program, List<String> only, boolean quick, PrintStream out) {
    List<Goal> goals =
        GOALS.stream().filter(g -> only.isEmpty() || only.contains(g.model)).toList();
    if (goals.size() < only.size()) {
      throw new IllegalArgumentException(
          "%s: the models are %s"
              .formatted(only, GOALS.stream().map(Goal::model).collect(Collectors.joining(", "))));
    }
    return new ServingTable(
        new ServingModels(program, program.checkout().resolve("bench/target/serving")),
        goals,
        quick,
        out);
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
    List<Runnable> ratios = new ArrayList<>();
    try {
      Contestant bare = add(all, "bare route", models.bare(), ServingModels.LOGISTIC);
      for (Goal goal : goals) {
        Contestant ours =
            add(all, "Slipway, " + goal.model, models.slipway(goal.model), goal.model);
        ratios.add(
            () -> atMost("Slipway ÷ bare route, " + goal.model, ours.times(bare), goal.overBare));
        if (goal.belowIncumbent > 0) {
          Contestant theirs = incumbent(all, goal.model);
          ratios.add(() ->
              atLeast("FastAPI ÷ Slipway, " + goal.model, theirs.times(ours), goal.belowIncumbent));
        }
      }
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
      ratios.forEach(Runnable::run);
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

  private void atMost(String what, Spread times, double target) {
    if (target == 0) {
      out.println("| %s | %s | |".formatted(what, times.brief()));
    } else {
      target(what, times, "at most " + target, times.median() <= target);
    }
  }

  private void atLeast(String what, Spread times, double target) {
    target(what, times, "at least " + target, times.median() >= target);
  }

  private void target(String what, Spread times, String target, boolean met) {
    out.println(
        "| %s | %s | %s: %s |".formatted(what, times.brief(), target, met ? "met" : "MISSED"));
  }
}
