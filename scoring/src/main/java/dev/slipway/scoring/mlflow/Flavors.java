package dev.slipway.scoring.mlflow;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The flavors of an `MLmodel` file, each with its keys. MLflow writes them as plain YAML maps, two blanks a
/// level, so that lines are enough; whatever stands deeper is passed over.
record Flavors(Map<String, Map<String, String>> flavors) {
  static Flavors parse(String yaml) {
    Map<String, Map<String, String>> flavors = new LinkedHashMap<>();
    boolean inside = false;
    Map<String, String> current = new LinkedHashMap<>();
    for (String line : (Iterable<String>) yaml.lines()::iterator) {
      int indent = line.length() - line.stripLeading().length();
      int colon = line.indexOf(':');
      if (line.isBlank() || colon < 0 || line.stripLeading().startsWith("#")) {
        continue;
      }
      String key = unquoted(line.substring(indent, colon));
      if (indent == 0) {
        inside = key.equals("flavors");
      } else if (inside && indent == 2) {
        current = new LinkedHashMap<>();
        flavors.put(key, current);
      } else if (inside && indent == 4) {
        current.put(key, unquoted(line.substring(colon + 1)));
      }
    }
    return new Flavors(flavors);
  }

  private static String unquoted(String text) {
    String value = text.strip();
    boolean quoted =
        value.length() > 1
            && (value.startsWith("'") || value.startsWith("\""))
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /// The model file or folder, relative to the MLflow folder, of the first flavor that is read here.
  Optional<String> modelPath() {
    return Stream.of(
            path("slipway", "model_path"),
            path("sklearn", "pickled_model"),
            path("xgboost", "data"),
            path("lightgbm", "data"),
            path("catboost", "data"),
            path("onnx", "data"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// The flavor that Python runs.
  Optional<Map<String, String>> pythonFunction() {
    return Optional.ofNullable(flavors.get("python_function"))
        .filter(flavor -> !flavor.getOrDefault("loader_module", "").isEmpty());
  }

  SlipwayException unsupported() {
    return new SlipwayException(
        ErrorCode.UNSUPPORTED_MODEL,
        "the MLflow model has the flavors %s; one of slipway, sklearn, xgboost, lightgbm, catboost, onnx or python_function is served here"
            .formatted(List.copyOf(flavors.keySet())));
  }

  List<String> names() {
    return new ArrayList<>(flavors.keySet());
  }

  private Optional<String> path(String flavor, String key) {
    return Optional.ofNullable(flavors.getOrDefault(flavor, Map.of()).get(key))
        .filter(p -> !p.isEmpty());
  }
}
