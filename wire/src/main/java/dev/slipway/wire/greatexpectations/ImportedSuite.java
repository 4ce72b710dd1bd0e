package dev.slipway.wire.greatexpectations;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.predict.Times;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What of a suite of Great Expectations a project can declare about its features.
///
/// A declared limit refuses a row. So an expectation that need hold for most rows only, or only under a
/// condition, is left out, and so is all that is about a column or a table as a whole.
///
/// @param features the keys of each feature in `slipway.yaml` with their values
/// @param leftOut for each expectation that was left out, which one and why
public record ImportedSuite(Map<String, Map<String, Object>> features, List<String> leftOut) {
  public ImportedSuite {
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    leftOut = List.copyOf(leftOut);
  }

  /// Reads a suite of version 1, or of version 0, which calls the type `expectation_type`. Throws
  /// `INVALID_DATA` for anything else.
  public static ImportedSuite read(byte[] json) {
    try {
      JsonNode expectations = Json.mapper().readTree(json).path("expectations");
      if (!expectations.isArray()) {
        throw notASuite("it has no list 'expectations'");
      }
      Importing importing = new Importing();
      expectations.forEach(importing::add);
      return new ImportedSuite(importing.features, importing.leftOut);
    } catch (JacksonException e) {
      throw notASuite(e.getOriginalMessage());
    }
  }

  /// As the `features` of `slipway.yaml`, indented to stand under `model`.
  public String yaml() {
    StringBuilder yaml = new StringBuilder("  features:\n");
    features.forEach((name, keys) ->
        yaml.append("    ").append(Json.write(name)).append(": ").append(flow(keys)).append('\n'));
    return yaml.toString();
  }

  private static String flow(Map<String, Object> keys) {
    List<String> entries = new ArrayList<>();
    keys.forEach((key, value) -> entries.add(key + ": " + Json.write(value)));
    return "{" + String.join(", ", entries) + "}";
  }

  private static SlipwayException notASuite(String why) {
    return new SlipwayException(
        ErrorCode.INVALID_DATA,
        "this is no suite of Great Expectations: %s; export one with suite.to_json_dict()"
            .formatted(why));
  }

  /// Goes through the expectations one by one.
  private static final class Importing {
    private final Map<String, Map<String, Object>> features = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();

    void add(JsonNode expectation) {
      String type =
          expectation.path("type").asString(expectation.path("expectation_type").asString(""));
      JsonNode arguments = expectation.path("kwargs");
      String column = arguments.path("column").asString("");
      Optional<String> obstacle =
          column.isEmpty() && !type.isEmpty()
              ? Optional.of("is not about one column")
              : obstacle(arguments).or(() -> declare(type, column, arguments));
      obstacle.ifPresent(why ->
          leftOut.add(
              "%s%s %s"
                  .formatted(
                      type.isEmpty() ? "an expectation without a type" : type,
                      column.isEmpty() ? "" : " of '" + column + "'",
                      why)));
    }

    private static Optional<String> obstacle(JsonNode arguments) {
      if (arguments.path("mostly").asDouble(1) < 1) {
        return Optional.of("need hold for most rows only, and a declared limit holds for all");
      }
      if (arguments.hasNonNull("row_condition")) {
        return Optional.of("has a condition");
      }
      if (arguments.path("strict_min").asBoolean(false)
          || arguments.path("strict_max").asBoolean(false)) {
        return Optional.of("excludes its bounds, and 'min' and 'max' include them");
      }
      return Optional.empty();
    }

    /// Declares what an expectation says, or says why it cannot be declared.
    private Optional<String> declare(String type, String column, JsonNode arguments) {
      return switch (type) {
        case "expect_column_to_exist" -> declare(column, Map.of("required", true));
        case "expect_column_values_to_not_be_null" -> declare(column, Map.of("nullable", false));
        case "expect_column_values_to_be_between" -> between(column, arguments);
        case "expect_column_values_to_be_in_set" -> set(column, arguments.path("value_set"));
        case "expect_column_value_lengths_to_be_between" -> length(column, arguments);
        case "expect_column_values_to_match_regex" ->
            arguments.path("regex").isString()
                ? declare(column, Map.of("pattern", arguments.path("regex").asString()))
                : Optional.of("has no regular expression");
        default -> Optional.of("has no counterpart");
      };
    }

    private Optional<String> between(String column, JsonNode arguments) {
      Map<String, Object> keys = new LinkedHashMap<>();
      for (Map.Entry<String, String> bound :
          List.of(Map.entry("min_value", "min"), Map.entry("max_value", "max"))) {
        JsonNode value = arguments.path(bound.getKey());
        if (value.isNumber()) {
          keys.put(bound.getValue(), value.numberValue());
        } else if (value.isString() && !Double.isNaN(Times.millis(value.asString()))) {
          keys.put(bound.getValue(), value.asString());
        } else if (!value.isMissingNode() && !value.isNull()) {
          return Optional.of("has a bound that is neither a number nor a time");
        }
      }
      return keys.isEmpty() ? Optional.of("has no bounds") : declare(column, keys);
    }

    private Optional<String> set(String column, JsonNode values) {
      List<Object> listed = new ArrayList<>();
      values.forEach(value -> {
        if (value.isString()) {
          listed.add(value.asString());
        } else if (value.isNumber()) {
          listed.add(value.numberValue());
        }
      });
      boolean texts = listed.stream().allMatch(String.class::isInstance);
      boolean numbers = listed.stream().allMatch(Number.class::isInstance);
      return listed.isEmpty() || listed.size() < values.size() || !(texts || numbers)
          ? Optional.of("has a set that is neither of texts nor of numbers")
          : declare(column, Map.of("values", listed));
    }

    private Optional<String> length(String column, JsonNode arguments) {
      if (arguments.path("min_value").asDouble(0) > 0) {
        return Optional.of("has a least length; declare a 'pattern' such as ^.{3,}$");
      }
      JsonNode greatest = arguments.path("max_value");
      return greatest.isNumber()
              && greatest.asDouble() >= 0
              && greatest.asDouble() <= Integer.MAX_VALUE
          ? declare(column, Map.of("max-length", greatest.asInt()))
          : Optional.of("has no greatest length");
    }

    /// What stands already for a key stays.
    private Optional<String> declare(String column, Map<String, Object> keys) {
      Map<String, Object> declared = features.computeIfAbsent(column, _ -> new LinkedHashMap<>());
      for (String key : keys.keySet()) {
        Object before = declared.get(key);
        if (before != null && !before.equals(keys.get(key))) {
          return Optional.of("contradicts or adds to an earlier '%s'".formatted(key));
        }
      }
      declared.putAll(keys);
      return Optional.empty();
    }
  }
}
