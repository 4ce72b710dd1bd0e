package dev.slipway.scoring;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.scoring.format.Inspection;
import dev.slipway.scoring.format.ModelFile;
import dev.slipway.scoring.format.ModelFormat;
import java.nio.file.Path;
import java.util.Optional;

/// Says what is inside a model file, without running it. Thread-safe.
public final class ModelInspector {
  private final ModelFiles files;

  public ModelInspector(ModelFiles files) {
    this.files = files;
  }

  /// Throws only where there is no file or it cannot be read; everything else is a verdict.
  public Inspection inspect(Path path) {
    ModelFile file;
    try {
      file = ModelFile.open(path);
    } catch (SlipwayException e) {
      if (e.code() == ErrorCode.CORRUPT_MODEL) {
        return Inspection.refused("unknown", Inspection.Verdict.CORRUPT, e.getMessage());
      }
      throw e;
    }
    Optional<ModelFormat> format = files.format(file);
    if (format.isEmpty()) {
      return Inspection.refused(
          "unknown", Inspection.Verdict.NEEDS_PYTHON_WORKER, files.unknown(file));
    }
    try {
      return format.get().inspect(file);
    } catch (SlipwayException e) {
      return Inspection.refused(
          format.get().name(),
          e.code() == ErrorCode.CORRUPT_MODEL
              ? Inspection.Verdict.CORRUPT
              : Inspection.Verdict.NEEDS_PYTHON_WORKER,
          e.getMessage());
    }
  }
}
