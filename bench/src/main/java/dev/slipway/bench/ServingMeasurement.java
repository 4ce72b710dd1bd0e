package dev.slipway.bench;

import dev.slipway.bench.figures.Sheet;
import dev.slipway.bench.program.Program;
import dev.slipway.bench.serving.ServingTable;
import java.util.List;

/// What a prediction over HTTP costs with everything on, beside a bare route and beside FastAPI.
final class ServingMeasurement implements Bench.Measurement {
  /// @param arguments `--quick` for two minutes' worth of it; `--only` and the names of models, separated by
  ///     commas, for those alone
  @Override
  public void run(List<String> arguments) throws Exception {
    new Sheet(
        "serving: one row a request, wrk with 16 connections, medians of rounds and their range");
    int only = arguments.indexOf("--only");
    List<String> models = only < 0 ? List.of() : List.of(arguments.get(only + 1).split(",", -1));
    ServingTable.of(Program.here(), models, arguments.contains("--quick"), System.out).print();
  }
}
