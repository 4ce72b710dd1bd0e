package dev.slipway.bench;

import dev.slipway.bench.figures.Sheet;
import dev.slipway.bench.program.Program;
import dev.slipway.bench.serving.OverloadTable;
import java.util.List;

/// What becomes of requests when more come than can be answered.
final class OverloadMeasurement implements Bench.Measurement {
  /// @param arguments `--quick` for two minutes' worth of it
  @Override
  public void run(List<String> arguments) throws Exception {
    new Sheet(
        "overload: one row a request, on a schedule, 1,000 connections, server and load on a processor each");
    OverloadTable.of(Program.here(), arguments.contains("--quick"), System.out).print();
  }
}
