package dev.slipway.scoring.pickle;

import java.util.Map;

/// The names that one and the same module has had over the years.
final class ModuleNames {
  private static final Map<String, String> RENAMED =
      Map.of(
          "__builtin__", "builtins",
          "exceptions", "builtins",
          "copy_reg", "copyreg",
          "numpy._core.multiarray", "numpy.core.multiarray",
          "numpy._core.numeric", "numpy.core.numeric",
          "numpy._core._internal", "numpy.core._internal",
          "numpy._core._multiarray_umath", "numpy.core._multiarray_umath",
          "sklearn.externals.joblib.numpy_pickle", "joblib.numpy_pickle");

  private ModuleNames() {}

  static String canonical(String module) {
    return RENAMED.getOrDefault(module, module);
  }
}
