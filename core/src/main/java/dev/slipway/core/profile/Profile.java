package dev.slipway.core.profile;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An exact summary of a set of rows, per column. The same rows give the same profile, and so the same
/// digest, in whatever order they came and however they were split over replicas.
///
/// Profiles over the same anchored edges form a commutative monoid: [#merge(Profile)] is exact,
/// commutative and associative, and a profile of no rows changes nothing.
///
/// @param rows how many rows were counted
/// @param relations between columns in the training rows, frozen with the bins
public record Profile(
    int schemaVersion, long rows, List<ColumnProfile> columns, List<Relation> relations) {
  public static final int SCHEMA_VERSION = 1;

  public Profile {
    columns = List.copyOf(columns);
    relations = List.copyOf(relations);
  }

  public Profile(int schemaVersion, long rows, List<ColumnProfile> columns) {
    this(schemaVersion, rows, columns, List.of());
  }

  public Profile with(List<Relation> found) {
    return new Profile(schemaVersion, rows, columns, found);
  }

  public Optional<ColumnProfile> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /// The profile of the rows of both. Throws `INVALID_ARGUMENT` where the two do not have the same
  /// columns counted into the same edges.
  public Profile merge(Profile other) {
    List<String> names = columns.stream().map(ColumnProfile::name).toList();
    List<String> others = other.columns.stream().map(ColumnProfile::name).toList();
    if (schemaVersion != other.schemaVersion
        || !names.equals(others)
        || !relations.equals(other.relations)) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "profiles of different columns or relations cannot be merged: %s and %s; profile both against the same reference"
              .formatted(names, others));
    }
    List<ColumnProfile> merged = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      merged.add(columns.get(i).merge(other.columns.get(i)));
    }
    return new Profile(schemaVersion, rows + other.rows, merged, relations);
  }

  /// This profile as canonical JSON: what `profile.json` holds and what the digest is taken of.
  public byte[] canonical() {
    CanonicalJson json = new CanonicalJson();
    json.object();
    json.field("schema_version", schemaVersion);
    json.field("rows", rows);
    json.name("columns").array();
    for (ColumnProfile column : columns) {
      json.object();
      switch (column) {
        case NumberProfile number -> number.write(json);
        case TextProfile text -> text.write(json);
      }
      json.end();
    }
    json.endArray();
    if (!relations.isEmpty()) {
      json.name("relations").array();
      for (Relation relation : relations) {
        json.object();
        switch (relation) {
          case Relation.Order order -> order.write(json);
          case Relation.Dependency dependency -> dependency.write(json);
        }
        json.end();
      }
      json.endArray();
    }
    json.end();
    return json.bytes();
  }

  public Digest digest() {
    return Digest.of(canonical());
  }
}
