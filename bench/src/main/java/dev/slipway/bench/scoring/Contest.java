package dev.slipway.bench.scoring;

import dev.slipway.bench.figures.Spread;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One model in every library that has it, taking turns: a round asks each for its time, so that a ratio is
/// one of neighbours. What a round gives is the least of many short pieces, and a figure the median of rounds.
final class Contest {
  static final String PYTHON = "python";
  private static final double TOLERANCE = 1e-6;

  private final String model;
  private final Peer java;
  private final @Nullable Peer python;

  Contest(String model, Peer java, @Nullable Peer python) {
    this.model = model;
    this.java = java;
    this.python = python;
  }

  /// @param ours microseconds a row
  /// @param bytes allocated by one call of ours
  /// @param others how many times our time each other library takes, by name
  record Outcome(String model, int rows, Spread ours, long bytes, Map<String, Spread> others) {}

  List<Outcome> run(int rounds) throws IOException {
    List<String> contestants = List.of(java.ask("contestants").split(" "));
    requireAgreement();
    List<Outcome> outcomes =
        Arrays.asList(outcome(1, contestants, rounds), outcome(1000, contestants, rounds));
    return outcomes;
  }

  private void requireAgreement() throws IOException {
    if (python == null) {
      return;
    }
    String[] ours = java.ask("scores").split(" ");
    String[] theirs = python.ask("scores " + model).split(" ");
    for (int i = 0; i < ours.length; i++) {
      double difference = Math.abs(Double.parseDouble(ours[i]) - Double.parseDouble(theirs[i]));
      if (!(difference <= TOLERANCE)) {
        throw new IllegalStateException(
            "%s gives row %d %s here and %s in Python".formatted(model, i, ours[i], theirs[i]));
      }
    }
  }

  private Outcome outcome(int rows, List<String> contestants, int rounds) throws IOException {
    for (String contestant : contestants) {
      java.ask("warm %s %d".formatted(contestant, rows));
    }
    Spread ours = new Spread();
    Map<String, Spread> others = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      double slipway = java.number("time slipway " + rows);
      ours.add(slipway / 1e3);
      for (String contestant : contestants.subList(1, contestants.size())) {
        double time = java.number("time %s %d".formatted(contestant, rows));
        others.computeIfAbsent(contestant, _ -> new Spread()).add(time / slipway);
      }
      if (python != null) {
        double time = python.number("time %s %d".formatted(model, rows));
        others.computeIfAbsent(PYTHON, _ -> new Spread()).add(time / slipway);
      }
    }
    return new Outcome(model, rows, ours, Long.parseLong(java.ask("bytes " + rows)), others);
  }
}
