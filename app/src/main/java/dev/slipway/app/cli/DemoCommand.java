package dev.slipway.app.cli;

import dev.slipway.app.client.ApiClient;
import dev.slipway.app.demo.Demo;
import dev.slipway.app.demo.DemoFolder;
import dev.slipway.app.example.Examples;
import dev.slipway.app.terminal.Terminal;
import dev.slipway.app.wiring.Listening;
import dev.slipway.app.wiring.RunningServer;
import dev.slipway.app.wiring.ServerSettings;
import dev.slipway.app.wiring.Workshop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Shows the whole journey.
@Command(
    name = "demo",
    description = {
      "Take real flights from data to a watched production endpoint, then leave the server running.",
      "Everything is made anew in one folder; nothing else is touched."
    },
    sortOptions = false,
    footer = {"", "Example:", "  slipway demo --exit"})
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "slipway-demo",
      description = "The folder for the demo (${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "The server's port; 0 takes a free one (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--exit",
      description = "Stop at the end; exit code 0 only if every phase did what it says.")
  private boolean exit;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws InterruptedException {
    Terminal terminal = common.terminal();
    long started = System.nanoTime();
    DemoFolder demo = DemoFolder.prepare(folder.toAbsolutePath().normalize());
    Examples.copy("flight-delay", demo.project());
    Workshop workshop = new Workshop(InstantSource.system());
    ServerSettings settings =
        new ServerSettings(
            demo.home(),
            Listening.on(Listening.HOST, port),
            Set.of(),
            List.of(demo.project()),
            Duration.ofMillis(300),
            Duration.ofMinutes(5));
    RunningServer server = RunningServer.start(settings, workshop);
    boolean ok = false;
    try {
      List<Demo.Done> done =
          new Demo(
                  SlipwayCommand::run,
                  demo.project(),
                  new ApiClient(server.uri(), "ada"),
                  workshop.tables().read(demo.project().resolve("data/future.parquet")),
                  terminal)
              .run();
      ok = done.stream().allMatch(Demo.Done::ok);
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("ok", ok);
      result.put("phases", done);
      result.put("console", server.uri().toString());
      terminal.result(result, text(server, demo, ok, (System.nanoTime() - started) / 1e9));
      if (ok && !exit) {
        Stopping.closeAtExit(server, () -> {}, settings.listening().limits().drain());
        Stopping.await();
      }
    } finally {
      if (!ok || exit) {
        server.close();
      }
    }
    return ok ? 0 : SlipwayCommand.NEGATIVE;
  }

  private static String text(RunningServer server, DemoFolder demo, boolean ok, double seconds) {
    if (!ok) {
      return "The demo stopped at the phase that failed. The folder %s is as it was left."
          .formatted(demo.folder());
    }
    return """
    Done in %.0f s.
      console    %s/
      endpoint   %s/predict/flight-delay
      metrics    %s/metrics
      report     %s
      try        curl -s %s/predict/flight-delay -H 'Content-Type: application/json' \\
                   -d '{"date":"2001-06-29T17:30:00","distance":733,"origin":"ORD","destination":"LGA"}'\
    """
        .formatted(
            seconds,
            server.uri(),
            server.uri(),
            server.uri(),
            demo.project().resolve(".slipway/package/report.html"),
            server.uri());
  }
}
