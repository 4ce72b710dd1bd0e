package dev.slipway.app.cli;

import dev.slipway.app.wiring.Observing;
import dev.slipway.serving.trace.Collector;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `--access-log`, `--otlp` and `--sink`, shared by the commands that answer requests.
final class ObservingOption {
  @Option(
      names = "--access-log",
      paramLabel = "FILE",
      description = {
        "Write a line of JSON for each request, in the Elastic Common Schema; - is standard output.",
        "A file is set aside at 100 MB as FILE.1, and five such are kept."
      })
  private Optional<String> accessLog = Optional.empty();

  @Option(
      names = "--otlp",
      paramLabel = "URL",
      description = {
        "Send a span for each prediction to this OpenTelemetry collector, such as http://localhost:4318.",
        "Without it the variables OTEL_EXPORTER_OTLP_... count."
      })
  private Optional<String> otlp = Optional.empty();

  @Mixin private SinkOption sinks;

  Observing observing() {
    return new Observing(
        accessLog.map(ObservingOption::target), Collector.of(otlp, System.getenv()), sinks.sinks());
  }

  private static Observing.Target target(String name) {
    return name.equals("-")
        ? new Observing.Target.Stream(System.out)
        : new Observing.Target.LogFile(Path.of(name));
  }
}
