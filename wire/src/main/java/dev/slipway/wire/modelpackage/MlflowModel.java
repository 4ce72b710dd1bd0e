package dev.slipway.wire.modelpackage;

import dev.slipway.core.content.Digest;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.table.ColumnType;
import dev.slipway.wire.json.Json;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes the `MLmodel` file that makes a package an MLflow model: its flavors, and the signature as
/// MLflow's JSON column lists.
final class MlflowModel {
  static final String FILE = "MLmodel";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private MlflowModel() {}

  static String write(ModelPackage contents) {
    StringBuilder yaml = new StringBuilder("flavors:\n");
    flavors(contents)
        .forEach((flavor, keys) -> {
          yaml.append("  ").append(flavor).append(":\n");
          keys.forEach((key, value) -> yaml.append("    %s: %s\n".formatted(key, quoted(value))));
        });
    String id = Digest.of(contents.name() + contents.lineage().builtAt()).hex().substring(0, 32);
    yaml.append("model_uuid: ").append(id).append('\n');
    yaml.append("signature:\n");
    yaml.append("  inputs: ").append(quoted(Json.write(inputs(contents.signature())))).append('\n');
    yaml.append("  outputs: ")
        .append(quoted(Json.write(outputs(contents.signature().output()))))
        .append('\n');
    yaml.append("  params: null\n");
    yaml.append("utc_time_created: ")
        .append(quoted(TIME.format(contents.lineage().builtAt())))
        .append('\n');
    return yaml.toString();
  }

  /// `slipway` always; the library's own flavor only where the model is one bare file, since a model
  /// with feature steps in front takes other columns than the library alone.
  private static Map<String, Map<String, String>> flavors(ModelPackage contents) {
    Map<String, Map<String, String>> flavors = new LinkedHashMap<>();
    String path = contents.modelPath();
    String ending = path.substring(path.lastIndexOf('.') + 1);
    if (path.contains("/")) {
      switch (ending) {
        case "ubj" -> flavors.put("xgboost", Map.of("data", path, "model_format", "ubj"));
        case "onnx" -> flavors.put("onnx", Map.of("data", path));
        case "pkl" -> flavors.put("sklearn", Map.of("pickled_model", path));
        default -> {}
      }
    }
    Map<String, String> own = new LinkedHashMap<>();
    own.put("model_path", path);
    own.put("manifest", Manifest.FILE);
    flavors.put("slipway", own);
    return flavors;
  }

  private static List<Map<String, Object>> inputs(Signature signature) {
    return signature.inputs().stream()
        .map(field -> column(field.name(), type(field.type()), field.required()))
        .toList();
  }

  private static List<Map<String, Object>> outputs(Output output) {
    return switch (output) {
      case Output.Values v -> v.names().stream().map(n -> column(n, "double", true)).toList();
      case Output.Probabilities p -> scores(p.classes());
      case Output.Decision d ->
          d.width() == 1 ? List.of(column("score", "double", true)) : scores(d.classes());
      case Output.Label l -> List.of(column("label", type(l.classes().type()), true));
    };
  }

  private static List<Map<String, Object>> scores(Classes classes) {
    return classes.labels().stream().map(label -> column(label, "double", true)).toList();
  }

  private static Map<String, Object> column(String name, String type, boolean required) {
    Map<String, Object> column = new LinkedHashMap<>();
    column.put("type", type);
    column.put("name", name);
    column.put("required", required);
    return column;
  }

  private static String type(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> "boolean";
      case INTEGER -> "long";
      case DECIMAL -> "double";
      case DATETIME -> "datetime";
      case STRING -> "string";
    };
  }

  /// A YAML single-quoted scalar; line breaks cannot stand in one and become spaces.
  private static String quoted(String text) {
    return "'" + text.replace("'", "''").replaceAll("\\R", " ") + "'";
  }
}
