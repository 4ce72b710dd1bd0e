package dev.slipway.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs a benchmark by name: one of our own, or the JMH benchmarks of the package of that name. Without a
/// name it runs all of our own.
public final class Bench {
  private static final Map<String, Measurement> MEASUREMENTS = measurements();

  private Bench() {}

  /// A benchmark that is no JMH one: it starts processes or drives load.
  @FunctionalInterface
  interface Measurement {
    void run(List<String> arguments) throws Exception;
  }

  private static Map<String, Measurement> measurements() {
    Map<String, Measurement> all = new LinkedHashMap<>();
    all.put("start", new StartMeasurement());
    all.put("predict", new PredictMeasurement());
    all.put("build", new BuildMeasurement());
    all.put("profile", new ProfileMeasurement());
    all.put("scoring", new ScoringMeasurement());
    all.put("serving", new ServingMeasurement());
    all.put("overload", new OverloadMeasurement());
    all.put("worker", new WorkerMeasurement());
    return all;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      for (Measurement measurement : MEASUREMENTS.values()) {
        measurement.run(List.of());
      }
      return;
    }
    String name = arguments[0];
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    Measurement measurement = MEASUREMENTS.get(name);
    if (measurement != null) {
      measurement.run(List.of(rest));
    } else {
      jmh(name, rest);
    }
  }

  /// The number at a position of the arguments, or `otherwise` where there is none.
  static int number(List<String> arguments, int position, int otherwise) {
    return position < arguments.size() ? Integer.parseInt(arguments.get(position)) : otherwise;
  }

  private static void jmh(String name, String[] options)
      throws CommandLineOptionException, RunnerException {
    new Runner(
            new OptionsBuilder()
                .parent(new CommandLineOptions(options))
                .include("dev\\.slipway\\.bench\\." + name + "\\..*")
                .jvmArgsAppend("--enable-native-access=ALL-UNNAMED")
                .build())
        .run();
  }
}
