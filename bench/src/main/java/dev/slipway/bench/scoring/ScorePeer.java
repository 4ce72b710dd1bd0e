package dev.slipway.bench.scoring;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// The process in which one model is measured: `ScorePeer FOLDER MODEL`. It answers
///
/// - `contestants` with the libraries that have the model, once they agree on every row,
/// - `scores` with the last score of every row,
/// - `warm CONTESTANT ROWS` once its code is compiled,
/// - `time CONTESTANT ROWS` with nanoseconds a row: the least of ten JMH iterations of 10 ms,
/// - `bytes ROWS` with the bytes that one call of Slipway allocates.
public final class ScorePeer {
  private final Path folder;
  private final String model;

  private ScorePeer(Path folder, String model) {
    this.folder = folder;
    this.model = model;
  }

  public static void main(String[] arguments) throws Exception {
    ScorePeer peer = new ScorePeer(Path.of(arguments[0]), arguments[1]);
    // JMH may print; the answers have standard output for themselves.
    PrintStream answers = System.out;
    System.setOut(System.err);
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      answers.println(peer.answer(line.split(" ", -1)));
    }
  }

  private String answer(String[] words) throws Exception {
    return switch (words[0]) {
      case "contestants" -> contestants();
      case "scores" ->
          Arrays.stream(ScoreBenchmark.contestants(folder, model, 1).lastScores())
              .mapToObj(String::valueOf)
              .collect(Collectors.joining(" "));
      case "warm" ->
          String.valueOf(
              nanosARow(words[1], Integer.parseInt(words[2]), 10, TimeValue.milliseconds(100)));
      case "time" ->
          String.valueOf(
              nanosARow(words[1], Integer.parseInt(words[2]), 1, TimeValue.milliseconds(10)));
      case "bytes" -> String.valueOf(bytesACall(Integer.parseInt(words[1])));
      default -> throw new IllegalArgumentException("no question '%s'".formatted(words[0]));
    };
  }

  private String contestants() throws Exception {
    Contestants loaded = ScoreBenchmark.contestants(folder, model, 1);
    loaded.requireAgreement();
    List<String> names = new ArrayList<>(List.of("slipway"));
    if (loaded.hasOnnx()) {
      names.add("onnxRuntime");
    }
    if (loaded.hasBooster()) {
      names.add("xgboostInPlace");
      names.add("xgboostMatrix");
    }
    return String.join(" ", names);
  }

  private double nanosARow(String contestant, int rows, int warmups, TimeValue warmup)
      throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(
                        ScoreBenchmark.class.getName().replace(".", "\\.")
                            + "\\."
                            + contestant
                            + "$")
                    .param("folder", folder.toString())
                    .param("model", model)
                    .param("rows", String.valueOf(rows))
                    .forks(0)
                    .shouldDoGC(false)
                    .syncIterations(false)
                    .warmupIterations(warmups)
                    .warmupTime(warmup)
                    .measurementIterations(10)
                    .measurementTime(TimeValue.milliseconds(10))
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    double least = Double.POSITIVE_INFINITY;
    for (RunResult result : results) {
      for (IterationResult iteration :
          result.getBenchmarkResults().iterator().next().getIterationResults()) {
        least = Math.min(least, iteration.getPrimaryResult().getScore());
      }
    }
    return least / rows;
  }

  private long bytesACall(int rows) throws Exception {
    Contestants loaded = ScoreBenchmark.contestants(folder, model, rows);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    int calls = rows == 1 ? 1000 : 3;
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < calls; i++) {
      loaded.slipway();
    }
    return (threads.getThreadAllocatedBytes(thread) - before) / calls;
  }
}
