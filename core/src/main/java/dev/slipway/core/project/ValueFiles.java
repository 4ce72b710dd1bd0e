package dev.slipway.core.project;

import java.nio.file.Path;
import java.util.SortedMap;

/// Reads files of nested values, such as parameters and metrics, in YAML or JSON (port).
public interface ValueFiles {
  /// Every value by its dotted name (`train.depth`), as text; a list is one value. A file that is
  /// missing or malformed is `INVALID_PROJECT`.
  SortedMap<String, String> read(Path file);
}
