package dev.slipway.scoring.feature;

import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.scoring.column.DatePart;
import dev.slipway.scoring.document.Document;
import dev.slipway.scoring.format.SignatureJson;
import java.io.ByteArrayOutputStream;
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
      SignatureJson.writeInputs(out, plan.inputs());
      out.writeArrayPropertyStart("features");
      plan.features().forEach(f -> writeFeature(out, f));
      out.writeEndArray();
      plan.output().ifPresent(o -> SignatureJson.writeOutput(out, o));
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

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static FeaturePlan read(byte[] json) {
    Document plan = Document.json(json, FeaturePlan.FILE);
    List<Field> inputs = SignatureJson.readInputs(plan.field("inputs"));
    List<Feature> features =
        plan.field("features").items().stream().map(FeatureJson::readFeature).toList();
    Optional<Output> output = plan.optional("output").map(SignatureJson::readOutput);
    return new FeaturePlan(inputs, features, output);
  }

  private static Feature readFeature(Document feature) {
    String name = feature.field("name").text();
    String column = feature.field("column").text();
    return switch (feature.field("kind").text()) {
      case "number" -> new Feature.Number(name, column);
      case "date" ->
          new Feature.Date(
              name, column, SignatureJson.constant(DatePart.Part.class, feature.field("part")));
      default -> {
        SortedMap<String, Double> numbers = new TreeMap<>();
        Document known = feature.field("numbers");
        for (String text : known.names()) {
          numbers.put(text, known.field(text).number());
        }
        yield new Feature.Lookup(
            name,
            column,
            SignatureJson.constant(Feature.Kind.class, feature.field("kind")),
            numbers,
            feature.optional("unseen").map(Document::number).orElse(Double.NaN),
            feature.optional("missing").map(Document::number).orElse(Double.NaN));
      }
    };
  }
}
