package dev.slipway.core.model;

import java.nio.file.Path;

/// Turns a model file or folder into a scorer (port). Runs code that the file carries only where whoever operates
/// the program allowed it.
public interface ModelLoader {
  /// Compiles the file, or throws `UNSUPPORTED_MODEL` (naming what is not supported) or `CORRUPT_MODEL`.
  Scorer load(Path file);
}
