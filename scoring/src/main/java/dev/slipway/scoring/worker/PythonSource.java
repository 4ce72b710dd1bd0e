package dev.slipway.scoring.worker;

import java.nio.file.Path;

/// What a Python worker can load.
public sealed interface PythonSource {
  /// What is declared about the model.
  Manifest manifest();

  /// The file or folder.
  Path path();

  /// A folder with `predict.py`, and perhaps `model.joblib` or `model.pkl`.
  record Folder(Path path, Manifest manifest) implements PythonSource {}

  /// A pickle, whose own `predict_proba` or `predict` is asked.
  record Pickle(Path path) implements PythonSource {
    @Override
    public Manifest manifest() {
      return Manifest.EMPTY;
    }
  }

  /// An MLflow model folder, by its flavor `python_function`.
  ///
  /// @param loaderModule the module whose `_load_pyfunc` loads it
  /// @param dataPath what that function is given, in the folder; empty for the folder itself
  /// @param codePath a folder of modules, in the folder; empty for none
  record Pyfunc(Path path, Manifest manifest, String loaderModule, String dataPath, String codePath)
      implements PythonSource {}

  default String name() {
    Path last = path().getFileName();
    return last == null ? path().toString() : last.toString();
  }
}
