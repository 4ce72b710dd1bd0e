package dev.slipway.scoring.mlflow;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.format.Inspection;
import dev.slipway.scoring.format.ModelFile;
import dev.slipway.scoring.format.ModelFormat;
import dev.slipway.scoring.worker.Manifest;
import dev.slipway.scoring.worker.PythonModels;
import dev.slipway.scoring.worker.PythonSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A folder with an `MLmodel` file, as MLflow logs models; also a Slipway package, which is one.
public final class MlflowFormat implements ModelFormat {
  private static final String FILE = "MLmodel";

  private final Function<Path, Scorer> load;
  private final Function<Path, Inspection> inspect;
  private final PythonModels python;

  /// @param load loads the model file in the folder; `inspect` likewise
  /// @param python runs models that have no file that is read here, if that is allowed
  public MlflowFormat(
      Function<Path, Scorer> load, Function<Path, Inspection> inspect, PythonModels python) {
    this.load = load;
    this.inspect = inspect;
    this.python = python;
  }

  @Override
  public String name() {
    return "mlflow";
  }

  @Override
  public boolean recognizes(ModelFile file) {
    return file.isFolder() && Files.isRegularFile(file.path().resolve(FILE));
  }

  @Override
  public Scorer load(ModelFile folder) {
    String text = text(folder);
    Flavors flavors = Flavors.parse(text);
    Optional<String> path = flavors.modelPath();
    if (path.isEmpty()) {
      return python.load(pyfunc(folder.path(), flavors, text));
    }
    try {
      return load.apply(inside(folder.path(), path.get()));
    } catch (SlipwayException e) {
      if (e.code() == ErrorCode.UNSUPPORTED_MODEL
          && python.allowed()
          && flavors.pythonFunction().isPresent()) {
        return python.load(pyfunc(folder.path(), flavors, text));
      }
      throw e;
    }
  }

  @Override
  public Inspection inspect(ModelFile folder) {
    String text = text(folder);
    Flavors flavors = Flavors.parse(text);
    Optional<String> path = flavors.modelPath();
    Inspection model =
        path.isPresent()
            ? inspect.apply(inside(folder.path(), path.get()))
            : Inspection.refused(
                "python",
                Inspection.Verdict.NEEDS_PYTHON_WORKER,
                PythonModels.refusal(pyfunc(folder.path(), flavors, text)));
    List<String> outline = new ArrayList<>();
    outline.add("MLflow(%s)".formatted(String.join(", ", flavors.names())));
    model.outline().forEach(line -> outline.add("  " + line));
    return new Inspection(
        model.format(),
        model.versions(),
        model.signature(),
        outline,
        model.facts(),
        model.globals(),
        model.verdict(),
        model.reasons());
  }

  private static String text(ModelFile folder) {
    ModelFile file = ModelFile.open(folder.path().resolve(FILE));
    return new String(file.bytes(), StandardCharsets.UTF_8);
  }

  private static PythonSource.Pyfunc pyfunc(Path folder, Flavors flavors, String text) {
    Map<String, String> flavor = flavors.pythonFunction().orElseThrow(flavors::unsupported);
    Optional<DeclaredInputs> declared = DeclaredInputs.parse(text);
    return new PythonSource.Pyfunc(
        folder,
        Manifest.of(folder)
            .orInputs(
                declared.map(DeclaredInputs::fields),
                declared.map(DeclaredInputs::tensor).orElse(false)),
        flavor.getOrDefault("loader_module", ""),
        relative(folder, flavor.getOrDefault("data", "")),
        relative(folder, flavor.getOrDefault("code", "")));
  }

  /// The path, once it is known to stay in the folder; empty stays empty.
  private static String relative(Path folder, String path) {
    if (!path.isEmpty() && !path.equals(".")) {
      inside(folder, path);
    }
    return path;
  }

  /// The path may not lead out of the folder, nor back to it.
  private static Path inside(Path folder, String path) {
    try {
      Path root = folder.toAbsolutePath().normalize();
      Path model = root.resolve(path).normalize();
      if (model.startsWith(root) && !model.equals(root)) {
        return model;
      }
    } catch (InvalidPathException e) {
      throw new SlipwayException(
          ErrorCode.CORRUPT_MODEL,
          "MLmodel names the path '%s'; log the model again".formatted(path),
          e);
    }
    throw new SlipwayException(
        ErrorCode.CORRUPT_MODEL,
        "MLmodel names '%s', which is not inside its folder; log the model again".formatted(path));
  }
}
