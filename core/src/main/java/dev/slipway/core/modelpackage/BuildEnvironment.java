package dev.slipway.core.modelpackage;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// The machine and the libraries that a build ran with.
///
/// @param libraries versions by name, such as `xgboost` to `3.0.4`
public record BuildEnvironment(
    String slipway, String java, String os, String arch, Map<String, String> libraries) {
  public BuildEnvironment {
    libraries = Collections.unmodifiableMap(new TreeMap<>(libraries));
  }
}
