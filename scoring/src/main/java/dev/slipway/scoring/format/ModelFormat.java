package dev.slipway.scoring.format;

import dev.slipway.core.model.Scorer;

/// A kind of model file: how to recognise it, compile it and say what is in it. None of the three runs
/// code that the file carries. Stateless and thread-safe.
public interface ModelFormat {
  /// The name that [Scorer#format()] and an inspection give, such as `xgboost`.
  String name();

  /// Whether the content is of this format; the file's name never decides alone.
  boolean recognizes(ModelFile file);

  /// Throws `UNSUPPORTED_MODEL`, naming what is not supported, or `CORRUPT_MODEL`.
  Scorer load(ModelFile file);

  /// Looks at a file of this format. Throws like [#load(ModelFile)] only where nothing at all can be
  /// said; a model that cannot be scored is an inspection with that verdict.
  Inspection inspect(ModelFile file);
}
