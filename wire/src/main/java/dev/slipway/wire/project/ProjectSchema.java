package dev.slipway.wire.project;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.project.Yaml.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The published JSON Schema of `slipway.yaml`: the one place of its keys, types and defaults. Checks a
/// YAML tree against it and phrases each violation for the person who wrote the file.
final class ProjectSchema {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonNode root = Json.mapper().readTree(text());

  static String text() {
    try (InputStream in = ProjectSchema.class.getResourceAsStream("slipway.schema.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the schema on the class path cannot be read", e);
    }
  }

  /// The part of the schema with this name under `$defs`.
  JsonNode part(String name) {
    return root.path("$defs").path(name);
  }

  /// Follows `$ref` within the schema.
  JsonNode resolved(JsonNode part) {
    String ref = part.path("$ref").asString("");
    return ref.isEmpty() ? part : root.at(ref.substring(1));
  }

  JsonNode whole() {
    return root;
  }

  void check(Yaml document, Mistakes mistakes) {
    check(root, document, mistakes);
  }

  /// Checks a document against one part of the schema.
  void checkPart(String name, Yaml document, Mistakes mistakes) {
    ObjectNode part = NODES.objectNode();
    part.put("$ref", "#/$defs/" + name);
    part.set("$defs", root.path("$defs"));
    check(part, document, mistakes);
  }

  private void check(JsonNode schema, Yaml document, Mistakes mistakes) {
    for (Error error :
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema)
            .validate(json(document))) {
      report(error, document, mistakes);
    }
  }

  private void report(Error error, Yaml document, Mistakes mistakes) {
    List<String> path = new ArrayList<>();
    for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
      path.add(String.valueOf(error.getInstanceLocation().getElement(i)));
    }
    Yaml value = document;
    Place place = document.place();
    for (String step : path) {
      place = place(value, step);
      value = Objects.requireNonNull(child(value, step));
    }
    String where = path.isEmpty() ? "" : "'" + String.join(".", path) + "' ";
    String inside = path.isEmpty() ? "" : " in '" + String.join(".", path) + "'";
    JsonNode expected = Objects.requireNonNull(error.getSchemaNode());
    JsonNode part = root.at(parent(error.getSchemaLocation().getFragment().toString()));
    String property = error.getProperty();
    switch (error.getKeyword()) {
      case "additionalProperties" -> {
        List<String> known = List.copyOf(part.path("properties").propertyNames());
        mistakes.add(
            place(value, property),
            "unknown key '%s'%s; %s".formatted(property, inside, Nearest.hint(property, known)));
      }
      case "required" ->
          mistakes.add(place, "the key '%s' is missing%s".formatted(property, inside));
      case "type" ->
          mistakes.add(
              place, "%sis %s, expected %s".formatted(where, value.describe(), types(expected)));
      case "enum" -> {
        List<String> known = expected.valueStream().map(JsonNode::asString).toList();
        String given = value instanceof Yaml.Scalar s ? s.text() : value.describe();
        mistakes.add(place, "%sis '%s'; %s".formatted(where, given, Nearest.hint(given, known)));
      }
      case "pattern" ->
          mistakes.add(
              place,
              "%sis %s, which is no %s; write it like %s"
                  .formatted(
                      where,
                      value.describe(),
                      part.path("title").asString("value"),
                      part.path("examples").path(0).asString("")));
      default ->
          mistakes.add(place, "%sis %s; %s".formatted(where, value.describe(), error.getMessage()));
    }
  }

  private static String parent(String pointer) {
    return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
  }

  private static String types(JsonNode expected) {
    List<String> names =
        expected.isArray()
            ? expected.valueStream().map(JsonNode::asString).toList()
            : List.of(expected.asString());
    return String.join(
        " or ",
        names.stream()
            .map(name ->
                switch (name) {
                  case "object" -> "a mapping";
                  case "array" -> "a list";
                  case "string" -> "text";
                  case "integer" -> "a whole number";
                  case "number" -> "a number";
                  case "boolean" -> "true or false";
                  default -> "nothing";
                })
            .toList());
  }

  private static Place place(Yaml value, String step) {
    if (value instanceof Yaml.Mapping mapping) {
      return mapping.keyPlace(step);
    }
    Yaml child = child(value, step);
    return child == null ? value.place() : child.place();
  }

  private static @Nullable Yaml child(Yaml value, String step) {
    return switch (value) {
      case Yaml.Mapping mapping -> mapping.entries().get(step);
      case Yaml.Sequence sequence -> sequence.items().get(Integer.parseInt(step));
      case Yaml.Scalar _ -> null;
    };
  }

  private static JsonNode json(Yaml value) {
    return switch (value) {
      case Yaml.Mapping mapping -> {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, Yaml> entry : mapping.entries().entrySet()) {
          object.set(entry.getKey(), json(entry.getValue()));
        }
        yield object;
      }
      case Yaml.Sequence sequence -> {
        ArrayNode array = NODES.arrayNode();
        sequence.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case Yaml.Scalar scalar -> json(scalar.value());
    };
  }

  private static JsonNode json(@Nullable Object scalar) {
    return switch (scalar) {
      case null -> NODES.nullNode();
      case Boolean b -> NODES.booleanNode(b);
      case Long l -> NODES.numberNode(l);
      case Double d -> NODES.numberNode(d);
      default -> NODES.stringNode(scalar.toString());
    };
  }
}
