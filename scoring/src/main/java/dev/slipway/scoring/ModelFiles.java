package dev.slipway.scoring;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.ModelLoader;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.catboost.CatboostFormat;
import dev.slipway.scoring.feature.FeatureFolderFormat;
import dev.slipway.scoring.format.ModelFile;
import dev.slipway.scoring.format.ModelFormat;
import dev.slipway.scoring.lightgbm.LightgbmFormat;
import dev.slipway.scoring.mlflow.MlflowFormat;
import dev.slipway.scoring.onnx.OnnxFormat;
import dev.slipway.scoring.pmml.PmmlFormat;
import dev.slipway.scoring.sklearn.SklearnFormat;
import dev.slipway.scoring.worker.PickleFormat;
import dev.slipway.scoring.worker.PythonFolderFormat;
import dev.slipway.scoring.worker.PythonModels;
import dev.slipway.scoring.xgboost.XgboostFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Compiles model files and folders of every format that Slipway knows. Thread-safe.
public final class ModelFiles implements ModelLoader {
  private final List<ModelFormat> formats;

  /// Runs nothing: models that need Python are refused.
  public ModelFiles() {
    this(PythonModels.forbidden());
  }

  /// @param python runs what cannot be compiled, if that is allowed
  public ModelFiles(PythonModels python) {
    this.formats =
        List.of(
            new FeatureFolderFormat(path -> load(path), path -> inspector().inspect(path)),
            new MlflowFormat(path -> load(path), path -> inspector().inspect(path), python),
            new PythonFolderFormat(python, path -> inspector().inspect(path)),
            new PickleFormat(new SklearnFormat(), python),
            new XgboostFormat(),
            new LightgbmFormat(),
            new CatboostFormat(),
            new OnnxFormat(),
            new PmmlFormat());
  }

  private ModelInspector inspector() {
    return new ModelInspector(this);
  }

  @Override
  public Scorer load(Path path) {
    ModelFile file = ModelFile.open(path);
    return format(file)
        .orElseThrow(() -> new SlipwayException(ErrorCode.UNSUPPORTED_MODEL, unknown(file)))
        .load(file);
  }

  /// The format whose signs the content shows, the first in the order of the list.
  Optional<ModelFormat> format(ModelFile file) {
    return formats.stream().filter(f -> f.recognizes(file)).findFirst();
  }

  String unknown(ModelFile file) {
    return "'%s' is no model file that is known here (known: %s); export it in one of these formats"
        .formatted(
            file.name(), String.join(", ", formats.stream().map(ModelFormat::name).toList()));
  }
}
