package dev.slipway.scoring.sklearn;

import java.util.SortedSet;
import java.util.TreeSet;

/// The allow-list of estimators, for tests about all of them.
public final class SupportedEstimators {
  private SupportedEstimators() {}

  /// Class names without their modules, of classes that people use by themselves.
  public static SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    Predictors.keys().forEach(key -> names.add(name(key)));
    Transformers.keys().forEach(key -> names.add(name(key)));
    names.removeIf(name -> name.startsWith("_"));
    return names;
  }

  private static String name(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }
}
