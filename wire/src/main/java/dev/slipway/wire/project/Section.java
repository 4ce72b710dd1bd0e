package dev.slipway.wire.project;

import dev.slipway.wire.project.Yaml.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A mapping of the file read by its part of the schema: a key that is not written has the default that
/// the schema states. The mapping was checked against the schema before.
record Section(Yaml.Mapping mapping, JsonNode part, ProjectSchema schema) {
  Place place() {
    return mapping.place();
  }

  Place place(String key) {
    return mapping.keyPlace(key);
  }

  boolean has(String key) {
    return value(key) != null;
  }

  /// Whether the key is written, even with nothing behind it.
  boolean names(String key) {
    return mapping.entries().containsKey(key);
  }

  /// The value of a key, or null where it is not written or empty.
  @Nullable Yaml value(String key) {
    Yaml value = mapping.entries().get(key);
    return value instanceof Yaml.Scalar s && s.value() == null ? null : value;
  }

  Optional<String> text(String key) {
    return value(key) instanceof Yaml.Scalar s ? Optional.of(s.text()) : written(key);
  }

  String required(String key) {
    return text(key).orElse("");
  }

  double number(String key) {
    return Double.parseDouble(text(key).orElse("NaN"));
  }

  Optional<Double> optionalNumber(String key) {
    return text(key).map(Double::valueOf);
  }

  /// A whole number, which YAML may also write as `7.0`.
  long integer(String key) {
    return (long) number(key);
  }

  boolean flag(String key) {
    return text(key).map(Boolean::parseBoolean).orElse(false);
  }

  Duration duration(String key) {
    return text(key).flatMap(Units::duration).orElse(Duration.ZERO);
  }

  long bytes(String key) {
    return text(key).flatMap(Units::bytes).orElse(0L);
  }

  List<String> texts(String key) {
    return items(key).stream()
        .filter(Yaml.Scalar.class::isInstance)
        .map(item -> ((Yaml.Scalar) item).text())
        .toList();
  }

  List<Yaml> items(String key) {
    return value(key) instanceof Yaml.Sequence sequence ? sequence.items() : List.of();
  }

  List<Double> numbers(String key) {
    if (has(key)) {
      return texts(key).stream().map(Double::valueOf).toList();
    }
    return property(key).path("default").valueStream().map(JsonNode::asDouble).toList();
  }

  /// The section under a key; an absent one is empty, so that all its keys have their defaults.
  Section section(String key) {
    Yaml value = value(key);
    JsonNode inner = schema.resolved(property(key));
    return value instanceof Yaml.Mapping m
        ? new Section(m, inner, schema)
        : new Section(new Yaml.Mapping(mapping.place(), Map.of(), Map.of()), inner, schema);
  }

  /// The sections of a mapping by name, all of one shape.
  Map<String, Section> sections(String key) {
    Map<String, Section> sections = new LinkedHashMap<>();
    if (value(key) instanceof Yaml.Mapping outer) {
      JsonNode inner = schema.resolved(property(key).path("additionalProperties"));
      outer
          .entries()
          .forEach((name, value) -> {
            if (value instanceof Yaml.Mapping m) {
              sections.put(name, new Section(m, inner, schema));
            }
          });
    }
    return sections;
  }

  /// Numbers by name.
  Map<String, Double> numbersByName(String key) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    if (value(key) instanceof Yaml.Mapping outer) {
      outer
          .entries()
          .forEach(
              (name, value) -> numbers.put(name, Double.valueOf(((Yaml.Scalar) value).text())));
    }
    return numbers;
  }

  /// Entries written as text, or as a mapping of text to details.
  List<Map.Entry<String, Optional<Yaml>>> entries(String key) {
    List<Map.Entry<String, Optional<Yaml>>> entries = new ArrayList<>();
    for (Yaml item : items(key)) {
      switch (item) {
        case Yaml.Scalar s -> entries.add(Map.entry(s.text(), Optional.empty()));
        case Yaml.Mapping m ->
            m.entries().forEach((name, value) -> entries.add(Map.entry(name, Optional.of(value))));
        case Yaml.Sequence _ -> {}
      }
    }
    return entries;
  }

  private JsonNode property(String key) {
    return part.path("properties").path(key);
  }

  private Optional<String> written(String key) {
    JsonNode property = property(key);
    JsonNode value =
        property.has("default")
            ? property.path("default")
            : schema.resolved(property).path("default");
    return value.isMissingNode() ? Optional.empty() : Optional.of(value.asString());
  }
}
