package dev.slipway.wire.project;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A YAML document as a tree in which every value knows its place in the file.
sealed interface Yaml {
  Place place();

  /// A line of a file, for error messages. Lines count from 1.
  record Place(String file, int line) {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  /// @param keys where each key stands, which is where a mistake about it is reported
  record Mapping(Place place, Map<String, Yaml> entries, Map<String, Place> keys) implements Yaml {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
      keys = Map.copyOf(keys);
    }

    Place keyPlace(String key) {
      Place at = keys.get(key);
      return at == null ? place : at;
    }

    /// The same mapping with one more entry, or another value for it.
    Mapping with(String key, Yaml value) {
      Map<String, Yaml> more = new LinkedHashMap<>(entries);
      more.put(key, value);
      Map<String, Place> places = new LinkedHashMap<>(keys);
      places.putIfAbsent(key, value.place());
      return new Mapping(place, more, places);
    }
  }

  record Sequence(Place place, List<Yaml> items) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// @param value a `String`, `Long`, `Double`, `Boolean`, or null
  record Scalar(Place place, @Nullable Object value) implements Yaml {
    String text() {
      return value == null ? "" : value.toString();
    }
  }

  /// How a value is called in a message.
  default String describe() {
    return switch (this) {
      case Mapping _ -> "a mapping";
      case Sequence _ -> "a list";
      case Scalar s ->
          s.value() == null
              ? "nothing"
              : s.value() instanceof String text ? "the text '" + text + "'" : "" + s.value();
    };
  }
}
