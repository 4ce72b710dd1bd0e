package dev.slipway.bench.serving;

import dev.slipway.bench.program.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Load by `wrk`: one thread, and connections that each ask again as soon as they were answered.
///
/// @param script tells wrk what to send and how to report
record Wrk(Path script) {
  private static final int CONNECTIONS = 16;

  /// @param micros of processor time that the server used for a request, all of its threads together
  record Outcome(double perSecond, double p50Millis, double p99Millis, double micros) {}

  /// Sends the lines of a file in turn for some seconds. Fails where an answer is no success.
  Outcome run(ServerProcess server, String path, Path bodies, int seconds)
      throws IOException, InterruptedException {
    return run(server, path, bodies, seconds, false);
  }

  /// The same to a server that is cold, and may turn requests away until its code is compiled.
  void warmUp(ServerProcess server, String path, Path bodies, int seconds)
      throws IOException, InterruptedException {
    run(server, path, bodies, seconds, true);
  }

  private Outcome run(
      ServerProcess server, String path, Path bodies, int seconds, boolean mayRefuse)
      throws IOException, InterruptedException {
    long before = server.processorTime().toNanos();
    Process wrk =
        new ProcessBuilder(
                "wrk",
                "-t1",
                "-c" + CONNECTIONS,
                "-d" + seconds + "s",
                "-s",
                script.toString(),
                server.uri().resolve(path).toString(),
                "--",
                bodies.toString())
            .redirectErrorStream(true)
            .start();
    List<String> said;
    try (BufferedReader out = wrk.inputReader()) {
      said = out.lines().toList();
    }
    wrk.waitFor();
    long used = server.processorTime().toNanos() - before;
    double[] figures = figures(said);
    if (figures[4] > 0 && !mayRefuse || figures[0] == 0) {
      throw new IOException(
          "%s answered %.0f requests, %.0f of them with errors"
              .formatted(server.uri().resolve(path), figures[0], figures[4]));
    }
    return new Outcome(
        figures[0] / figures[1] * 1e6, figures[2] / 1e3, figures[3] / 1e3, used / 1e3 / figures[0]);
  }

  /// Requests, microseconds, the two quantiles in microseconds, errors: the line that our script prints.
  private static double[] figures(List<String> said) throws IOException {
    String[] words =
        said.stream()
            .filter(line -> line.startsWith("figures "))
            .findFirst()
            .orElseThrow(() -> new IOException("wrk failed: " + String.join("\n", said)))
            .split(" ");
    double[] figures = new double[words.length - 1];
    for (int i = 0; i < figures.length; i++) {
      figures[i] = Double.parseDouble(words[i + 1]);
    }
    return figures;
  }
}
