package dev.slipway.bench;

import dev.slipway.bench.figures.Sheet;
import dev.slipway.bench.program.Program;
import dev.slipway.bench.scoring.ScoringTable;
import java.nio.file.Path;
import java.util.List;

/// How fast models score and load, beside the libraries that made them, on one thread. The other columns are
/// how many times Slipway's time a library takes: the median of rounds, and their range.
final class ScoringMeasurement implements Bench.Measurement {
  /// @param arguments `--quick` for a minute's worth of it
  @Override
  public void run(List<String> arguments) throws Exception {
    Path folder = Program.here().checkout().resolve("bench/target/models");
    new Sheet("scoring: one thread, one row and batches of 1,000");
    new ScoringTable(folder, arguments.contains("--quick"), System.out).print();
  }
}
