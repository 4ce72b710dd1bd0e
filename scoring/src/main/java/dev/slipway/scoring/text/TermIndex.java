package dev.slipway.scoring.text;

/// The column of each term. Immutable and thread-safe.
public interface TermIndex {
  /// What a term gets that has no column.
  int ABSENT = -1;

  /// Twice the column, and one more where the term counts against it; or [#ABSENT].
  int find(char[] chars, int from, int to);

  /// How many columns there are.
  int width();
}
