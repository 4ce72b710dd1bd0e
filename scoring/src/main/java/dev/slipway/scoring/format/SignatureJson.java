package dev.slipway.scoring.format;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.document.Document;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// Inputs and output of a model as the JSON files beside models say them:
///
/// ```
/// {"inputs": [{"name": "origin", "type": "string", "required": true}],
///  "output": {"kind": "probabilities", "classes": ["on time", "late"], "type": "string"}}
/// ```
public final class SignatureJson {
  private SignatureJson() {}

  public static void writeInputs(JsonGenerator out, List<Field> inputs) {
    out.writeArrayPropertyStart("inputs");
    for (Field input : inputs) {
      out.writeStartObject();
      out.writeStringProperty("name", input.name());
      out.writeStringProperty("type", lower(input.type()));
      out.writeBooleanProperty("required", input.required());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  public static void writeOutput(JsonGenerator out, Output output) {
    out.writeObjectPropertyStart("output");
    switch (output) {
      case Output.Values(List<String> names) -> {
        out.writeStringProperty("kind", "values");
        writeTexts(out, "names", names);
      }
      case Output.Probabilities(Classes classes, _) -> writeClasses(out, "probabilities", classes);
      case Output.Decision(Classes classes) -> writeClasses(out, "decision", classes);
      case Output.Label(Classes classes) -> writeClasses(out, "label", classes);
    }
    out.writeEndObject();
  }

  private static void writeClasses(JsonGenerator out, String kind, Classes classes) {
    out.writeStringProperty("kind", kind);
    writeTexts(out, "classes", classes.labels());
    out.writeStringProperty("type", lower(classes.type()));
  }

  private static void writeTexts(JsonGenerator out, String name, List<String> texts) {
    out.writeArrayPropertyStart(name);
    texts.forEach(out::writeString);
    out.writeEndArray();
  }

  /// The list under `inputs`; a field is required unless it says otherwise.
  public static List<Field> readInputs(Document inputs) {
    List<Field> fields = inputs.items().stream().map(SignatureJson::readInput).toList();
    Set<String> names = new HashSet<>();
    for (Field field : fields) {
      if (!names.add(field.name())) {
        throw inputs.corrupt("has the input '%s' twice".formatted(field.name()));
      }
    }
    return fields;
  }

  private static Field readInput(Document input) {
    return new Field(
        input.field("name").text(),
        constant(ColumnType.class, input.field("type")),
        input.optional("required").map(Document::flag).orElse(true));
  }

  /// The object under `output`.
  public static Output readOutput(Document output) {
    return switch (output.field("kind").text()) {
      case "values" -> readValues(output.field("names"));
      case "probabilities" -> new Output.Probabilities(readClasses(output));
      case "decision" -> new Output.Decision(readClasses(output));
      case "label" -> new Output.Label(readClasses(output));
      default ->
          throw output
              .field("kind")
              .corrupt("is none of values, probabilities, decision and label");
    };
  }

  private static Output readValues(Document names) {
    List<String> texts = names.texts();
    if (texts.isEmpty()) {
      throw names.corrupt("is empty");
    }
    return new Output.Values(texts);
  }

  private static Classes readClasses(Document output) {
    List<String> labels = output.field("classes").texts();
    if (labels.isEmpty()) {
      throw output.field("classes").corrupt("is empty");
    }
    return new Classes(labels, constant(ColumnType.class, output.field("type")));
  }

  /// The constant whose name, in lower case, stands there.
  public static <E extends Enum<E>> E constant(Class<E> type, Document text) {
    String wanted = text.text();
    for (E constant : type.getEnumConstants()) {
      if (lower(constant).equals(wanted)) {
        return constant;
      }
    }
    throw text.corrupt("is '%s', which is not known".formatted(wanted));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
