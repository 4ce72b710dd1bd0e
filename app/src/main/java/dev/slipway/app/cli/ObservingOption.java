package dev.slipway.app.cli;

import dev.slipway.app.wiring.Observing;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `--access-log`, shared by the commands that answer requests.
final class ObservingOption {
  @Option(
      names = "--access-log",
      paramLabel = "FILE",
      description = {
        "Write a line of JSON for each request, in the Elastic Common Schema; - is standard output.",
        "A file is set aside at 100 MB as FILE.1, and five such are kept."
      })
  private Optional<String> accessLog = Optional.empty();

  Observing observing() {
    return new Observing(accessLog.map(ObservingOption::target));
  }

  private static Observing.Target target(String name) {
    return name.equals("-")
        ? new Observing.Target.Stream(System.out)
        : new Observing.Target.LogFile(Path.of(name));
  }
}
