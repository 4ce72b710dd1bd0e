package dev.slipway.scoring.feature;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.column.DatePart;
import dev.slipway.scoring.document.Document;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// `features.json`. The same plan gives the same bytes; a number that is missing is null.
///
/// ```
/// {"inputs": [{"name": "origin", "type": "string", "required": true}],
///  "features": [{"name": "origin_code", "kind": "code", "column": "origin",
///                "numbers": {"ATL": 0, "BOS": 1}, "unseen": null, "missing": null}],
///  "output": {"kind": "probabilities", "classes": ["on time", "late"], "type": "string"}}
/// ```
final class FeatureJson {
  private FeatureJson() {}

  static byte[] write(FeaturePlan plan) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      out.writeArrayPropertyStart("inputs");
      for (Field input : plan.inputs()) {
        out.writeStartObject();
        out.writeStringProperty("name", input.name());
        out.writeStringProperty("type", lower(input.type()));
        out.writeBooleanProperty("required", input.required());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeArrayPropertyStart("features");
      plan.features().forEach(f -> writeFeature(out, f));
      out.writeEndArray();
      plan.output().ifPresent(o -> writeOutput(out, o));
      out.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static void writeFeature(JsonGenerator out, Feature feature) {
    out.writeStartObject();
    out.writeStringProperty("name", feature.name());
    switch (feature) {
      case Feature.Number(_, String column) -> writeKind(out, "number", column);
      case Feature.Date(_, String column, DatePart.Part part) -> {
        writeKind(out, "date", column);
        out.writeStringProperty("part", lower(part));
      }
      case Feature.Lookup lookup -> {
        writeKind(out, lower(lookup.kind()), lookup.column());
        out.writeObjectPropertyStart("numbers");
        for (Map.Entry<String, Double> entry : lookup.numbers().entrySet()) {
          writeNumber(out, entry.getKey(), entry.getValue());
        }
        out.writeEndObject();
        writeNumber(out, "unseen", lookup.unseen());
        writeNumber(out, "missing", lookup.missing());
      }
    }
    out.writeEndObject();
  }

  private static void writeKind(JsonGenerator out, String kind, String column) {
    out.writeStringProperty("kind", kind);
    out.writeStringProperty("column", column);
  }

  private static void writeNumber(JsonGenerator out, String name, double number) {
    if (Double.isNaN(number)) {
      out.writeNullProperty(name);
    } else if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      out.writeNumberProperty(name, (long) number);
    } else {
      out.writeNumberProperty(name, number);
    }
  }

  private static void writeOutput(JsonGenerator out, Output output) {
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

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static FeaturePlan read(byte[] json) {
    Document plan = Document.json(json, FeaturePlan.FILE);
    List<Field> inputs = new ArrayList<>();
    for (Document input : plan.field("inputs").items()) {
      inputs.add(
          new Field(
              input.field("name").text(),
              constant(ColumnType.class, input.field("type")),
              input.field("required").flag()));
    }
    List<Feature> features =
        plan.field("features").items().stream().map(FeatureJson::readFeature).toList();
    Optional<Output> output = plan.optional("output").map(FeatureJson::readOutput);
    return new FeaturePlan(inputs, features, output);
  }

  private static Feature readFeature(Document feature) {
    String name = feature.field("name").text();
    String column = feature.field("column").text();
    return switch (feature.field("kind").text()) {
      case "number" -> new Feature.Number(name, column);
      case "date" ->
          new Feature.Date(name, column, constant(DatePart.Part.class, feature.field("part")));
      default -> {
        SortedMap<String, Double> numbers = new TreeMap<>();
        Document known = feature.field("numbers");
        for (String text : known.names()) {
          numbers.put(text, known.field(text).number());
        }
        yield new Feature.Lookup(
            name,
            column,
            constant(Feature.Kind.class, feature.field("kind")),
            numbers,
            feature.optional("unseen").map(Document::number).orElse(Double.NaN),
            feature.optional("missing").map(Document::number).orElse(Double.NaN));
      }
    };
  }

  private static Output readOutput(Document output) {
    return switch (output.field("kind").text()) {
      case "values" -> new Output.Values(output.field("names").texts());
      case "probabilities" -> new Output.Probabilities(readClasses(output));
      case "decision" -> new Output.Decision(readClasses(output));
      case "label" -> new Output.Label(readClasses(output));
      default -> throw output.field("kind").corrupt("is no kind of output");
    };
  }

  private static Classes readClasses(Document output) {
    List<String> labels = output.field("classes").texts();
    if (labels.isEmpty()) {
      throw output.field("classes").corrupt("is empty");
    }
    return new Classes(labels, constant(ColumnType.class, output.field("type")));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, Document text) {
    String wanted = text.text();
    for (E constant : type.getEnumConstants()) {
      if (lower(constant).equals(wanted)) {
        return constant;
      }
    }
    throw text.corrupt("is '%s', which is not known".formatted(wanted));
  }
}
