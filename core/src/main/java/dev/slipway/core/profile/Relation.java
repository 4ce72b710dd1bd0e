package dev.slipway.core.profile;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What held between two columns in every training row that had both.
///
/// It may be broken all the same: of rows like those, at most the share 3/n, at a level of 95 %, where n rows
/// could have broken it and none did. (Jovanovic and Levy, "A Look at the Rule of Three", The American
/// Statistician 51, 1997.)
public sealed interface Relation {
  /// How many training rows could have broken it.
  long rows();

  /// The greatest share of rows of training's kind that may break it, at a level of 95 %.
  default double bound() {
    return 3.0 / rows();
  }

  /// One number, or time, is never greater than the other.
  record Order(String lesser, String greater, long rows) implements Relation {
    public Order {
      requireRows(rows);
    }

    void write(CanonicalJson json) {
      json.name("order").array();
      Stream.of(lesser, greater).forEach(json::value);
      json.endArray();
      json.field("rows", rows);
    }
  }

  /// One column decides the other: rows with the same value in the one have the same value in the other.
  ///
  /// @param rows those whose deciding value had been there before
  /// @param values what each deciding value goes with; numbers as `Double.toString` writes them
  record Dependency(String decider, String decided, long rows, SortedMap<String, String> values)
      implements Relation {
    public Dependency {
      requireRows(rows);
      values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    void write(CanonicalJson json) {
      json.name("dependency").array();
      List.of(decider, decided).forEach(json::value);
      json.endArray();
      json.field("rows", rows);
      json.name("values").object();
      values.forEach((from, to) -> json.name(from).value(to));
      json.end();
    }
  }

  private static void requireRows(long rows) {
    if (rows <= 0) {
      throw new IllegalArgumentException("a relation of %d rows".formatted(rows));
    }
  }
}
