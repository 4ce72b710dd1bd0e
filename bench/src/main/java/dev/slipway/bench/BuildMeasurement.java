package dev.slipway.bench;

import dev.slipway.bench.figures.Sheet;
import dev.slipway.bench.figures.Spread;
import dev.slipway.bench.program.Program;
import dev.slipway.bench.program.Project;
import dev.slipway.bench.program.Scratch;
import java.util.List;

/// How long `slipway build` takes on the flight-delay example: in a new folder, where every stage runs, and
/// again, where none does.
final class BuildMeasurement implements Bench.Measurement {
  private static final double TARGET_SECONDS = 20;

  /// @param arguments how many repetitions, 3 unless told
  @Override
  public void run(List<String> arguments) throws Exception {
    int repetitions = Bench.number(arguments, 0, 3);
    Program program = Program.here();
    Spread cold = new Spread();
    Spread unchanged = new Spread();
    for (int i = 0; i < repetitions; i++) {
      try (Scratch scratch = Scratch.make()) {
        Project project = Project.flightDelay(program, scratch.folder(), "flight-delay");
        cold.add(project.build());
        unchanged.add(project.build());
      }
    }
    Sheet sheet = new Sheet("build: 'slipway build' of examples/flight-delay, the whole process");
    sheet.line("cold: data version, split, stages, package", cold, "s", TARGET_SECONDS);
    sheet.line("again, nothing changed", unchanged, "s");
  }
}
