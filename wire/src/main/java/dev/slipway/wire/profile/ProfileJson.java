package dev.slipway.wire.profile;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.profile.AnchoredHistogram;
import dev.slipway.core.profile.Bins;
import dev.slipway.core.profile.ColumnProfile;
import dev.slipway.core.profile.Dictionary;
import dev.slipway.core.profile.ExactSum;
import dev.slipway.core.profile.Magnitudes;
import dev.slipway.core.profile.NumberCounts;
import dev.slipway.core.profile.NumberProfile;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.profile.Relation;
import dev.slipway.core.profile.Tails;
import dev.slipway.core.profile.Tally;
import dev.slipway.core.profile.TextProfile;
import dev.slipway.core.table.ColumnType;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.json.JsonInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads `profile.json`. Writing is `Profile.canonical()`; what is read back has the same digest.
public final class ProfileJson {
  private ProfileJson() {}

  /// Throws `CORRUPT_PACKAGE` where the bytes are no profile of a version known here.
  public static Profile read(byte[] json) {
    try {
      JsonNode root = Json.mapper().readTree(json);
      int version = root.required("schema_version").asInt();
      if (version != Profile.SCHEMA_VERSION) {
        throw corrupt(
            "it has schema version %d, this program reads %d"
                .formatted(version, Profile.SCHEMA_VERSION));
      }
      List<ColumnProfile> columns = new ArrayList<>();
      for (JsonNode column : root.required("columns")) {
        columns.add(column(column));
      }
      List<Relation> relations = new ArrayList<>();
      for (JsonNode relation : root.path("relations")) {
        relations.add(relation(relation));
      }
      return new Profile(version, root.required("rows").asLong(), columns, relations);
    } catch (JacksonException e) {
      throw corrupt(JsonInput.mistake(e));
    } catch (IllegalArgumentException e) {
      throw corrupt(String.valueOf(e.getMessage()));
    }
  }

  private static Relation relation(JsonNode node) {
    long rows = node.required("rows").asLong();
    if (node.has("order")) {
      JsonNode between = node.required("order");
      return new Relation.Order(
          between.required(0).asString(), between.required(1).asString(), rows);
    }
    JsonNode between = node.required("dependency");
    SortedMap<String, String> values = new TreeMap<>();
    node.required("values")
        .properties()
        .forEach(entry -> values.put(entry.getKey(), entry.getValue().asString()));
    return new Relation.Dependency(
        between.required(0).asString(), between.required(1).asString(), rows, values);
  }

  private static ColumnProfile column(JsonNode node) {
    String name = node.required("name").asString();
    ColumnType type = ColumnType.valueOf(node.required("type").asString());
    return type.numeric() ? number(node, name, type) : text(node, name, type);
  }

  private static NumberProfile number(JsonNode node, String name, ColumnType type) {
    JsonNode counts = node.required("counts");
    return new NumberProfile(
        name,
        type,
        new NumberCounts(
            counts.required("cells").asLong(),
            counts.required("nulls").asLong(),
            counts.required("nans").asLong(),
            counts.required("positive_infinities").asLong(),
            counts.required("negative_infinities").asLong(),
            counts.required("zeros").asLong(),
            counts.required("negatives").asLong(),
            counts.required("integers").asLong()),
        node.has("min")
            ? Optional.of(
                new NumberProfile.Range(
                    node.required("min").asDouble(), node.required("max").asDouble()))
            : Optional.empty(),
        node.has("tails") ? tails(node.required("tails")) : Tails.NONE,
        ExactSum.parse(node.required("sum").asString()),
        ExactSum.parse(node.required("sum_of_squares").asString()),
        new AnchoredHistogram(
            new Bins(numbers(node.required("edges")), numbers(node.required("atoms"))),
            tally(node.required("bins"))),
        magnitudes(node.required("negative")),
        magnitudes(node.required("positive")),
        node.has("hours_of_week") ? tally(node.required("hours_of_week")) : Tally.none());
  }

  private static Tails tails(JsonNode node) {
    return new Tails(
        node.required("values").asLong(),
        node.required("ranks").valueStream().map(JsonNode::asLong).toList(),
        node.required("low").valueStream().map(JsonNode::asDouble).toList(),
        node.required("high").valueStream().map(JsonNode::asDouble).toList());
  }

  private static TextProfile text(JsonNode node, String name, ColumnType type) {
    JsonNode counts = node.required("counts");
    SortedMap<String, Long> values = new TreeMap<>();
    node.required("values")
        .properties()
        .forEach(entry -> values.put(entry.getKey(), entry.getValue().asLong()));
    return new TextProfile(
        name,
        type,
        counts.required("cells").asLong(),
        counts.required("nulls").asLong(),
        counts.required("empties").asLong(),
        new Dictionary(values, node.required("spilled").asInt() == 1),
        tally(node.required("lengths")));
  }

  private static Magnitudes magnitudes(JsonNode node) {
    return new Magnitudes(
        node.required("shift").asInt(),
        node.required("first").asLong(),
        tally(node.required("counts")));
  }

  private static Tally tally(JsonNode node) {
    return Tally.of(node.valueStream().mapToLong(JsonNode::asLong).toArray());
  }

  private static double[] numbers(JsonNode node) {
    return node.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  private static SlipwayException corrupt(String why) {
    return new SlipwayException(
        ErrorCode.CORRUPT_PACKAGE,
        "the profile cannot be read: %s; rebuild the package it belongs to".formatted(why));
  }
}
