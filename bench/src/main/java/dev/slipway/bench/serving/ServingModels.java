package dev.slipway.bench.serving;

import dev.slipway.bench.program.Program;
import dev.slipway.bench.program.Project;
import dev.slipway.bench.program.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The models that are served and the servers of them, in a folder that keeps what was trained and released
/// for the next run. Each server has one model.
record ServingModels(Program program, Path folder) {
  static final String LOGISTIC = "logistic";
  static final String BOOSTING = "boosting-100x6";
  static final String HISTOGRAM = "histogram-100";
  static final String FOREST = "forest-500x8";
  static final String COLUMNS = "columns";

  private static final String PYTHON = "/usr/bin/python3";

  /// What the machine lacks, as names of Debian packages.
  static List<String> missing() throws IOException, InterruptedException {
    List<String> missing = new ArrayList<>();
    if (!succeeds("sh", "-c", "command -v wrk")) {
      missing.add("wrk");
    }
    for (String module : List.of("sklearn", "pandas", "fastapi", "uvicorn")) {
      if (!Files.isExecutable(Path.of(PYTHON)) || !succeeds(PYTHON, "-c", "import " + module)) {
        missing.add("python3-" + module);
      }
    }
    return missing;
  }

  /// Whether uvicorn has the event loop and the parser in C that make it faster.
  static boolean incumbentIsAccelerated() throws IOException, InterruptedException {
    return succeeds(PYTHON, "-c", "import uvloop, httptools");
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  /// Trains what the folder lacks.
  void train() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Process python =
        new ProcessBuilder(PYTHON, resource("models.py").toString(), folder.toString())
            .inheritIO()
            .start();
    if (python.waitFor() != 0) {
      throw new IllegalStateException("Python could not train the models; it says why above");
    }
  }

  Path bodies(String model) {
    return folder.resolve(model).resolve("bodies.jsonl");
  }

  ServerProcess bare() throws IOException, InterruptedException {
    return ServerProcess.start(
        new ProcessBuilder(Program.java(BareServer.class.getName(), List.of()))
            .redirectError(ProcessBuilder.Redirect.INHERIT));
  }

  /// A server with the model in production: profile, log, metrics and monitoring as every user has them.
  ServerProcess slipway(String model) throws IOException, InterruptedException {
    Path home = folder.resolve(model).resolve("home");
    Path released = folder.resolve(model).resolve("released");
    ServerProcess server = program.server(home);
    if (!Files.exists(released)) {
      Project project = new Project(program, folder.resolve(model), model);
      project.build();
      project.release(server);
      Files.createFile(released);
    }
    return server;
  }

  ServerProcess incumbent(String model) throws IOException, InterruptedException {
    ProcessBuilder python =
        new ProcessBuilder(
            PYTHON, resource("incumbent.py").toString(), folder.resolve(model).toString());
    // Numpy's own threads would only spin: there is one row.
    python.environment().put("OMP_NUM_THREADS", "1");
    python.environment().put("OPENBLAS_NUM_THREADS", "1");
    return ServerProcess.start(python.redirectError(ProcessBuilder.Redirect.INHERIT));
  }

  Wrk wrk() throws IOException {
    return new Wrk(resource("post.lua"));
  }

  private Path resource(String name) throws IOException {
    Path copy = folder.resolve(name);
    try (InputStream in =
        Objects.requireNonNull(ServingModels.class.getResourceAsStream(name), name)) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }
}
