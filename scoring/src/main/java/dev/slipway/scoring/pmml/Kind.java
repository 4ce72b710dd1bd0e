package dev.slipway.scoring.pmml;

import dev.slipway.core.table.ColumnType;
import java.util.List;

/// What a model predicts.
///
/// @param scores what its numbers are
/// @param classes of a classification or clustering, empty for a regression
/// @param type of the classes
/// @param ordinal whether the classes have an order
record Kind(Scores scores, List<String> classes, ColumnType type, boolean ordinal) {
  /// What the numbers of a result are.
  enum Scores {
    VALUE,
    PROBABILITIES,
    /// Votes, distances or margins: only their order counts.
    MARGINS
  }

  Kind {
    classes = List.copyOf(classes);
  }

  static Kind regression() {
    return new Kind(Scores.VALUE, List.of(), ColumnType.DECIMAL, false);
  }

  boolean classifies() {
    return scores != Scores.VALUE;
  }

  int width() {
    return classifies() ? classes.size() : 1;
  }

  /// The index of a class.
  int index(String label) {
    int index = classes.indexOf(label);
    if (index < 0) {
      throw Element.corrupt(
          "predicts the class '%s', which its target does not have"
              .formatted(Element.abbreviated(label)));
    }
    return index;
  }
}
