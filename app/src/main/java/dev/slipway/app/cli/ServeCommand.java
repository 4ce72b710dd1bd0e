package dev.slipway.app.cli;

import dev.slipway.app.terminal.Terminal;
import dev.slipway.app.wiring.LoneServer;
import dev.slipway.app.wiring.ServeSettings;
import dev.slipway.app.wiring.Workshop;
import dev.slipway.scoring.worker.PythonFolderFormat;
import dev.slipway.scoring.worker.PythonModels;
import dev.slipway.serving.plane.Served;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Serves one model or a folder of them, with no project and no home.
@Command(
    name = "serve",
    description = {
      "Serve a package or a bare model file (scikit-learn pickle, XGBoost, ...) at once.",
      "No project and no server home: nothing is kept. No code from a model file is run, but a folder with "
          + "predict.py that you name is a Python program, and runs; see --allow-python for all others.",
      "Without PATH it starts as containers are started: SageMaker's model is in /opt/ml/model (or "
          + "SM_MODEL_DIR) and its port in SAGEMAKER_BIND_TO_PORT; Vertex AI's are in AIP_STORAGE_URI and "
          + "AIP_HTTP_PORT. It then listens on every address."
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  slipway serve model.pkl --port 8080",
      "  slipway serve my-model/ --python .venv/bin/python",
      "  slipway serve --models ~/models"
    })
final class ServeCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "A package folder, a model file or a model folder.")
  private Optional<Path> path;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Serve every model in this folder; callers may load and unload them by name.")
  private Optional<Path> models;

  @Option(
      names = "--name",
      description = "The endpoint's name (the package's model, or the file's stem).")
  private Optional<String> name;

  @Mixin private ListenOption listen;
  @Mixin private ObservingOption observing;
  @Mixin private PythonOption python;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws InterruptedException {
    ServeSettings settings =
        ServeSettings.of(
            new ServeSettings.Options(path, models, name, listen.asked()),
            System.getenv(),
            Files::exists);
    LoneServer server =
        LoneServer.start(
            settings, observing.observing(), new Workshop(InstantSource.system(), python()));
    Stopping.closeAtExit(server, server::settle, settings.listening().limits().drain());
    Terminal terminal = common.terminal();
    server
        .failed()
        .forEach((model, why) -> terminal.note("%s is not up: %s", model, why.getMessage()));
    if (settings.models()) {
      tellFolder(server, settings.path(), terminal);
    } else {
      tellOne(server, server.served().getFirst(), terminal);
    }
    Stopping.await();
    return 0;
  }

  private static void tellFolder(LoneServer server, Path folder, Terminal terminal) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("url", server.uri().toString());
    result.put("docs", server.uri() + "/docs");
    result.put("endpoints", server.served().stream().map(Served::endpoint).toList());
    terminal.result(
        result,
        "%s answers for %s, from %s; try it at %s/docs. Ctrl-C stops it."
            .formatted(
                server.uri(),
                server.served().isEmpty()
                    ? "no model yet"
                    : server.served().stream()
                        .map(Served::endpoint)
                        .collect(Collectors.joining(", ")),
                folder,
                server.uri()));
  }

  private static void tellOne(LoneServer server, Served served, Terminal terminal) {
    String format = served.primary().scorer().format();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("url", server.uri().toString());
    result.put("docs", server.uri() + "/docs");
    result.put("endpoint", served.endpoint());
    result.put("format", format);
    result.put("inputs", served.primary().signature().inputs());
    terminal.result(
        result,
        "%s (%s) answers at %s/predict/%s. Ctrl-C stops it. Try it at %s/docs, or:%n  curl -s %s/predict/%s -H 'Content-Type: application/json' -d '%s'"
            .formatted(
                served.endpoint(),
                format,
                server.uri(),
                served.endpoint(),
                server.uri(),
                server.uri(),
                served.endpoint(),
                LoneServer.example(served.primary())));
  }

  /// To name a folder with a Python program is to run it, as `python predict.py` is. A package that holds
  /// one says nothing of that in its name, and comes from elsewhere.
  private PythonModels python() {
    boolean named =
        path.filter(PythonFolderFormat::recognizes)
            .filter(folder -> !Files.isRegularFile(folder.resolve("package.json")))
            .isPresent();
    return named ? python.allowed() : python.models();
  }
}
