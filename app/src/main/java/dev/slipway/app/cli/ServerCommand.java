package dev.slipway.app.cli;

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

/// Runs a server until it is told to stop.
@Command(
    name = "server",
    description = {
      "Run a server: registry, releases, predictions, monitoring and the console, on one port.",
      "Everything is kept in the home folder; a server that was killed goes on where it was.",
      "It listens on this machine only unless --host says otherwise; there is no sign-in yet, so put a "
          + "gateway that asks for one in front of it before you open it to others."
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  slipway server --home ~/slipway --port 8080 --project ~/my-flights"
    })
final class ServerCommand implements Callable<Integer> {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = ".slipway-server",
      description = "Where everything is kept (${DEFAULT-VALUE}).")
  private Path home;

  @Option(
      names = "--host-name",
      paramLabel = "NAME",
      description = "A name by which the server is called, besides localhost; may be repeated.")
  private List<String> hostNames = List.of();

  @Option(
      names = "--project",
      paramLabel = "DIR",
      description = {
        "A project that the server may build again when monitoring asks for it; may be repeated.",
        "Its stages then run with the server's rights."
      })
  private List<Path> projects = List.of();

  @Mixin private ListenOption listen;
  @Mixin private ObservingOption observing;
  @Mixin private PythonOption python;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws InterruptedException {
    ServerSettings settings =
        new ServerSettings(
            home.toAbsolutePath().normalize(),
            listen.asked().or(Listening.HOST, Listening.PORT),
            Set.copyOf(hostNames),
            projects.stream().map(p -> p.toAbsolutePath().normalize()).toList(),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1));
    long started = System.nanoTime();
    RunningServer server =
        RunningServer.start(
            settings, observing.observing(), new Workshop(InstantSource.system(), python.models()));
    Stopping.closeAtExit(server, server::settle, settings.listening().limits().drain());
    Terminal terminal = common.terminal();
    server.notUp().forEach((endpoint, why) -> terminal.note("%s is not up: %s", endpoint, why));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("url", server.uri().toString());
    result.put("home", settings.home().toString());
    result.put("ready_millis", (System.nanoTime() - started) / 1_000_000);
    terminal.result(
        result,
        "Slipway answers at %s (console, API and /predict), home %s. Ctrl-C stops it."
            .formatted(server.uri(), settings.home()));
    Stopping.await();
    return 0;
  }
}
