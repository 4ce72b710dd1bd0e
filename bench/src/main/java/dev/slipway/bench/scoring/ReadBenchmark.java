package dev.slipway.bench.scoring;

import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.ModelFiles;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// The way from a model file to a scorer, in code that is compiled already. As a program it prints the least
/// of some loads in seconds: `ReadBenchmark FILE TIMES`.
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ReadBenchmark {
  @Param("")
  public String file = "";

  @Benchmark
  public String load() {
    try (Scorer scorer = new ModelFiles().load(Path.of(file))) {
      return scorer.format();
    }
  }

  public static void main(String[] arguments) throws RunnerException {
    int times = Integer.parseInt(arguments[1]);
    double least =
        new Runner(
                new OptionsBuilder()
                    .include(ReadBenchmark.class.getName().replace(".", "\\.") + "\\.load$")
                    .param("file", arguments[0])
                    .forks(0)
                    .warmupIterations(times)
                    .measurementIterations(times)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run().stream()
                .flatMap(r -> r.getBenchmarkResults().stream())
                .flatMap(r -> r.getIterationResults().stream())
                .map(IterationResult::getPrimaryResult)
                .map(r -> r.getScore())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    System.out.printf(Locale.ROOT, "%f%n", least / 1e3);
  }
}
