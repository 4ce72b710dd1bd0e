package dev.slipway.app.cli;

import dev.slipway.app.wiring.LoneServer;
import dev.slipway.app.wiring.Workshop;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Serves one model, with no project and no home.
@Command(
    name = "serve",
    description = {
      "Serve a package or a bare model file (scikit-learn pickle, XGBoost, ...) at once.",
      "No project and no server home: nothing is kept. No code from the file is run."
    },
    sortOptions = false,
    footer = {"", "Example:", "  slipway serve model.pkl --port 8080"})
final class ServeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PATH",
      description = "A package folder, a model file or a model folder.")
  private Path path;

  @Option(
      names = "--name",
      description = "The endpoint's name (the package's model, or the file's stem).")
  private Optional<String> name;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "The port; 0 takes a free one (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "The address to listen on (${DEFAULT-VALUE}).")
  private String host;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws InterruptedException {
    LoneServer server =
        LoneServer.start(path, name, host, port, new Workshop(InstantSource.system()));
    Stopping.closeAtExit(server);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("url", server.uri().toString());
    result.put("endpoint", server.endpoint());
    result.put("format", server.format());
    result.put("inputs", server.signature().inputs());
    common
        .terminal()
        .result(
            result,
            "%s (%s) answers at %s/predict/%s. Ctrl-C stops it. Try it at %s/docs, or:%n  curl -s %s/predict/%s -H 'Content-Type: application/json' -d '%s'"
                .formatted(
                    server.endpoint(),
                    server.format(),
                    server.uri(),
                    server.endpoint(),
                    server.uri(),
                    server.uri(),
                    server.endpoint(),
                    server.example()));
    Stopping.await();
    return 0;
  }
}
