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

/// Runs a benchmark by name: one of our own, or the JMH benchmarks of the package of that name.
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
    return all;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      System.err.println("benchmarks: " + MEASUREMENTS.keySet() + " and, with JMH, scoring");
      System.exit(2);
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
