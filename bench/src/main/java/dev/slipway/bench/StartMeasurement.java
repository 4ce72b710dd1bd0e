package dev.slipway.bench;

import dev.slipway.bench.figures.Sheet;
import dev.slipway.bench.figures.Spread;
import dev.slipway.bench.program.Program;
import dev.slipway.bench.program.Project;
import dev.slipway.bench.program.Scratch;
import dev.slipway.bench.program.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// How long `slipway server` takes from its launch to ready: with a new home, and with one whose two
/// endpoints it brings up first.
final class StartMeasurement implements Bench.Measurement {
  private static final double TARGET_SECONDS = 2;

  /// @param arguments how many repetitions, 7 unless told
  @Override
  public void run(List<String> arguments) throws Exception {
    int repetitions = Bench.number(arguments, 0, 7);
    Program program = Program.here();
    try (Scratch scratch = Scratch.make()) {
      Path used = scratch.folder().resolve("used");
      fill(program, scratch.folder(), used);
      Spread empty = new Spread();
      Spread restored = new Spread();
      for (int i = 0; i < repetitions; i++) {
        empty.add(secondsToReady(program, scratch.folder().resolve("home-" + i)));
        restored.add(secondsToReady(program, used));
      }
      Sheet sheet = new Sheet("start: from the launch of the process until it is ready");
      sheet.line("a new home", empty, "s", TARGET_SECONDS);
      sheet.line("a home with two packages in production", restored, "s", TARGET_SECONDS);
    }
  }

  private static void fill(Program program, Path folder, Path home)
      throws IOException, InterruptedException {
    Project one = Project.flightDelay(program, folder, "flight-delay");
    Project other = Project.flightDelay(program, folder, "flight-delay-other");
    one.build();
    other.build();
    try (ServerProcess server = program.server(home)) {
      one.release(server);
      other.release(server);
    }
  }

  private static double secondsToReady(Program program, Path home)
      throws IOException, InterruptedException {
    try (ServerProcess server = program.server(home)) {
      return server.secondsToReady();
    }
  }
}
