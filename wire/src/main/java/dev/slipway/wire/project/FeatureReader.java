package dev.slipway.wire.project;

import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Limit;
import dev.slipway.core.input.Rule;
import dev.slipway.core.input.Treatment;
import dev.slipway.core.project.Project.Feature;
import dev.slipway.core.table.ColumnType;
import dev.slipway.wire.predict.Times;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads `model.features`: names, types, and what is declared about values.
final class FeatureReader {
  private final Mistakes mistakes;

  FeatureReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  List<Feature> read(Section model) {
    List<Feature> features = new ArrayList<>();
    for (String name : model.texts("features")) {
      features.add(Feature.named(name));
    }
    if (model.value("features") instanceof Yaml.Mapping named) {
      named.entries().forEach((name, value) -> features.add(feature(name, value)));
    }
    return features;
  }

  private Feature feature(String name, Yaml value) {
    return switch (value) {
      case Yaml.Mapping keys -> {
        Optional<ColumnType> type =
            keys.entries().get("type") instanceof Yaml.Scalar s ? type(s) : Optional.empty();
        boolean required = flag(keys, "required").orElse(true);
        yield new Feature(name, type, required, declared(name, keys, type));
      }
      case Yaml.Scalar s -> new Feature(name, type(s), true, Optional.empty());
      case Yaml.Sequence _ -> Feature.named(name);
    };
  }

  private Optional<ColumnType> type(Yaml.Scalar scalar) {
    if (scalar.value() == null) {
      return Optional.empty();
    }
    List<String> known = new ArrayList<>();
    for (ColumnType type : ColumnType.values()) {
      known.add(type.name().toLowerCase(Locale.ROOT));
      if (type.name().equalsIgnoreCase(scalar.text())) {
        return Optional.of(type);
      }
    }
    mistakes.add(
        scalar.place(),
        "'%s' is no column type; %s".formatted(scalar.text(), Nearest.hint(scalar.text(), known)));
    return Optional.empty();
  }

  /// Empty where nothing is declared beside the type.
  private Optional<Declared> declared(String name, Yaml.Mapping keys, Optional<ColumnType> type) {
    List<Limit> limits = new ArrayList<>();
    for (String key : List.of("min", "max", "values", "max-length", "pattern")) {
      limit(name, key, keys)
          .ifPresent(limit -> {
            limits.add(limit);
            if (type.isPresent() && !limit.fits(type.get())) {
              mistakes.add(keys.keyPlace(key), Feature.misfit(name, limit, type.get()));
            }
          });
    }
    requireRoom(name, limits, keys);
    Optional<Boolean> nullable = flag(keys, "nullable");
    Map<Rule, Treatment> treatments = treatments(keys.entries().get("rules"));
    return limits.isEmpty() && nullable.isEmpty() && treatments.isEmpty()
        ? Optional.empty()
        : Optional.of(new Declared(limits, nullable, treatments));
  }

  private Optional<Limit> limit(String name, String key, Yaml.Mapping keys) {
    Yaml value = keys.entries().get(key);
    return switch (value) {
      case null -> Optional.empty();
      case Yaml.Scalar s ->
          checked(
              name,
              key,
              s,
              () ->
                  switch (key) {
                    case "min" -> new Limit.Min(point(s));
                    case "max" -> new Limit.Max(point(s));
                    case "max-length" -> new Limit.MaxLength((int) point(s));
                    default -> new Limit.Pattern(s.text());
                  });
      case Yaml.Sequence list -> checked(name, key, list, () -> values(list.items()));
      case Yaml.Mapping _ -> Optional.empty();
    };
  }

  private Optional<Limit> checked(String name, String key, Yaml at, Supplier<Limit> limit) {
    try {
      return Optional.of(limit.get());
    } catch (IllegalArgumentException e) {
      mistakes.add(at.place(), "'model.features.%s.%s': %s".formatted(name, key, e.getMessage()));
      return Optional.empty();
    }
  }

  /// A number, or a time in milliseconds since 1970.
  private static double point(Yaml.Scalar scalar) {
    if (scalar.value() instanceof Number number) {
      return number.doubleValue();
    }
    double millis = Times.millis(scalar.text());
    if (Double.isNaN(millis)) {
      throw new IllegalArgumentException(
          "'%s' is neither a number nor a time such as 2026-01-31".formatted(scalar.text()));
    }
    return millis;
  }

  private static Limit values(List<Yaml> items) {
    List<Double> numbers = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Yaml item : items) {
      if (item instanceof Yaml.Scalar s && s.value() instanceof Number number) {
        numbers.add(number.doubleValue());
      } else if (item instanceof Yaml.Scalar s) {
        texts.add(s.text());
      }
    }
    if (!numbers.isEmpty() && !texts.isEmpty()) {
      throw new IllegalArgumentException(
          "%s is a number and '%s' is text; write either, with texts in quotes"
              .formatted(numbers.getFirst(), texts.getFirst()));
    }
    return texts.isEmpty() ? new Limit.Numbers(numbers) : new Limit.Texts(texts);
  }

  private void requireRoom(String name, List<Limit> limits, Yaml.Mapping keys) {
    double least = Double.NEGATIVE_INFINITY;
    double greatest = Double.POSITIVE_INFINITY;
    for (Limit limit : limits) {
      switch (limit) {
        case Limit.Min(double value) -> least = value;
        case Limit.Max(double value) -> greatest = value;
        case Limit.Texts _, Limit.Numbers _, Limit.MaxLength _, Limit.Pattern _ -> {}
      }
    }
    if (least > greatest) {
      mistakes.add(
          keys.keyPlace("min"), "'model.features.%s.min' is above its 'max'".formatted(name));
    }
  }

  private static Map<Rule, Treatment> treatments(@Nullable Yaml rules) {
    Map<Rule, Treatment> treatments = new EnumMap<>(Rule.class);
    if (rules instanceof Yaml.Mapping written) {
      written
          .entries()
          .forEach((rule, value) -> {
            if (value instanceof Yaml.Scalar s) {
              treatments.put(Rule.valueOf(constant(rule)), Treatment.valueOf(constant(s.text())));
            }
          });
    }
    return treatments;
  }

  private static Optional<Boolean> flag(Yaml.Mapping keys, String key) {
    return keys.entries().get(key) instanceof Yaml.Scalar s && s.value() instanceof Boolean b
        ? Optional.of(b)
        : Optional.empty();
  }

  private static String constant(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
