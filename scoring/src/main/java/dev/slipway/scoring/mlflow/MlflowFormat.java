package dev.slipway.scoring.mlflow;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.format.Inspection;
import dev.slipway.scoring.format.ModelFile;
import dev.slipway.scoring.format.ModelFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A folder with an `MLmodel` file, as MLflow logs models; also a Slipway package, which is one.
public final class MlflowFormat implements ModelFormat {
  private static final String FILE = "MLmodel";

  private final Function<Path, Scorer> load;
  private final Function<Path, Inspection> inspect;

  /// @param load loads the model file in the folder; `inspect` likewise
  public MlflowFormat(Function<Path, Scorer> load, Function<Path, Inspection> inspect) {
    this.load = load;
    this.inspect = inspect;
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
    return load.apply(model(folder.path(), flavors(folder)));
  }

  @Override
  public Inspection inspect(ModelFile folder) {
    Flavors flavors = flavors(folder);
    Inspection model = inspect.apply(model(folder.path(), flavors));
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

  private static Flavors flavors(ModelFile folder) {
    ModelFile file = ModelFile.open(folder.path().resolve(FILE));
    return Flavors.parse(new String(file.bytes(), StandardCharsets.UTF_8));
  }

  /// The path may not lead out of the folder, nor back to it.
  private static Path model(Path folder, Flavors flavors) {
    String path = flavors.modelPath();
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
