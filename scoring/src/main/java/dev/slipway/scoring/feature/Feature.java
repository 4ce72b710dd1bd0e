package dev.slipway.scoring.feature;

import dev.slipway.scoring.column.DatePart;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A numeric column of the model, with everything that was learned to make it.
public sealed interface Feature {
  /// The name of the model's column.
  String name();

  /// The raw column it reads.
  String column();

  /// The raw column's number as it is.
  record Number(String name, String column) implements Feature {}

  /// A part of a moment.
  record Date(String name, String column, DatePart.Part part) implements Feature {}

  /// The number that training found for each value.
  ///
  /// @param numbers by the value's text; a number's text is [Double#toString(double)]
  /// @param unseen for values that training did not see, NaN for missing
  /// @param missing for a missing value, NaN for missing
  record Lookup(
      String name,
      String column,
      Kind kind,
      SortedMap<String, Double> numbers,
      double unseen,
      double missing)
      implements Feature {
    public Lookup {
      numbers = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Double>) numbers));
    }
  }

  /// What the numbers of a lookup are.
  enum Kind {
    CODE,
    TARGET_MEAN,
    FREQUENCY
  }
}
