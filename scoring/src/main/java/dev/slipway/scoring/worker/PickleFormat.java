package dev.slipway.scoring.worker;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.format.Inspection;
import dev.slipway.scoring.format.ModelFile;
import dev.slipway.scoring.format.ModelFormat;

/// Pickles: compiled without Python wherever that is possible, and the others in Python where it is allowed
/// and they name nothing that is known to do harm.
public final class PickleFormat implements ModelFormat {
  private final ModelFormat compiled;
  private final PythonModels python;

  /// @param compiled reads pickles without running them
  public PickleFormat(ModelFormat compiled, PythonModels python) {
    this.compiled = compiled;
    this.python = python;
  }

  @Override
  public String name() {
    return compiled.name();
  }

  @Override
  public boolean recognizes(ModelFile file) {
    return compiled.recognizes(file);
  }

  @Override
  public Scorer load(ModelFile file) {
    try {
      return compiled.load(file);
    } catch (SlipwayException e) {
      if (e.code() != ErrorCode.UNSUPPORTED_MODEL) {
        throw e;
      }
      requireHarmless(file);
      if (python.allowed()) {
        return python.load(new PythonSource.Pickle(file.path()));
      }
      throw e;
    }
  }

  /// Consent to run a model's code is none to run a shell: what names such a thing is refused even then.
  private void requireHarmless(ModelFile file) {
    Inspection inspection = compiled.inspect(file);
    if (inspection.verdict() == Inspection.Verdict.DANGEROUS) {
      throw new SlipwayException(
          ErrorCode.UNSUPPORTED_MODEL,
          "'%s' is not loaded, with or without --allow-python: %s; if you know why it does, load it yourself in the predict.py of a folder"
              .formatted(file.name(), String.join("; ", inspection.reasons())));
    }
  }

  @Override
  public Inspection inspect(ModelFile file) {
    return compiled.inspect(file);
  }
}
