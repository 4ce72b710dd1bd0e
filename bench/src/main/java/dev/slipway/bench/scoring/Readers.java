package dev.slipway.bench.scoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How fast model files are read, and in how little memory. Each figure comes from processes of their own.
final class Readers {
  private static final List<String> FILES =
      List.of(
          "read-forest.pkl",
          "read-xgboost.json",
          "read-xgboost.ubj",
          "read-lightgbm.txt",
          "read.onnx",
          "read.pmml");

  private final Path folder;
  private final Function<List<String>, List<String>> command;

  /// @param command the command that runs a class of this package with arguments
  Readers(Path folder, Function<List<String>, List<String>> command) {
    this.folder = folder;
    this.command = command;
  }

  List<String> table(@Nullable Peer python) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    lines.add("| model file | MB | cold, s | warm, s | warm, MB/s | Python, s |");
    lines.add("|---|---|---|---|---|---|");
    for (String file : FILES) {
      Path path = folder.resolve(file);
      if (!Files.exists(path)) {
        continue;
      }
      double megabytes = Files.size(path) / 1e6;
      double cold = seconds(List.of("LoadOnce", path.toString()));
      double warm = seconds(List.of("ReadBenchmark", path.toString(), "5"));
      String theirs =
          python != null && !file.startsWith("read.") && !file.endsWith(".txt")
              ? "%.2f".formatted(python.number("read " + file))
              : "";
      lines.add(
          "| %s | %.1f | %.2f | %.3f | %.0f | %s |"
              .formatted(file, megabytes, cold, warm, megabytes / warm, theirs));
    }
    return lines;
  }

  /// The least heap, as a multiple of the file's size in steps of a quarter, in which a file still loads.
  double leastHeap(String file) throws IOException, InterruptedException {
    Path path = folder.resolve(file);
    double least = Double.NaN;
    for (double multiple = 3.5; multiple >= 1; multiple -= 0.25) {
      long bytes = (long) (Files.size(path) * multiple);
      if (!loads(List.of("-Xmx" + bytes / 1024 + "k", "LoadOnce", path.toString()))) {
        break;
      }
      least = multiple;
    }
    return least;
  }

  private boolean loads(List<String> program) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command.apply(program))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }

  private double seconds(List<String> program) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command.apply(program))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("%s failed; see what it printed".formatted(program));
    }
    return Double.parseDouble(printed.strip().split(" ")[0]);
  }
}
