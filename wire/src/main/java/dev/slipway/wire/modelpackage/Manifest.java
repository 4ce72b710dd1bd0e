package dev.slipway.wire.modelpackage;

import dev.slipway.core.content.Digest;
import dev.slipway.core.model.Task;
import dev.slipway.core.modelpackage.ModelPackage.Target;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The `package.json` of a package: what it holds, and the digest of every other file. Its own digest
/// names the package.
record Manifest(
    int format,
    String name,
    Task task,
    String modelPath,
    Target target,
    SortedMap<String, Digest> files) {
  static final String FILE = "package.json";
  static final int FORMAT = 1;

  Manifest {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  Manifest with(SortedMap<String, Digest> replaced) {
    return new Manifest(format, name, task, modelPath, target, replaced);
  }
}
