package dev.slipway.core.watch;

import java.util.List;

/// How one column of live traffic differs from the training rows.
///
/// @param referenceRows and `rows`: how many cells each side was counted from
/// @param psi the population stability index
/// @param psiWithoutDrift what the index would stay below, 95 times in 100, had nothing changed: with few
///     rows a large index means little
/// @param js the Jensen-Shannon distance in base 2, from 0 to 1
/// @param ks the greatest difference of the distribution functions; of the shares, for categories
/// @param margin the index above which drift matters for this column
/// @param pValue the chance of such an index if the true one were at most `margin`
/// @param eValue the same evidence as a bet that can be averaged over columns
/// @param importance the column's share in the model's score; the columns sum to 1
/// @param missing how much more often the column is missing than in training, from -1 to 1
/// @param bins what was compared, in order
public record ColumnDrift(
    String column,
    State state,
    long referenceRows,
    long rows,
    double psi,
    double psiWithoutDrift,
    double js,
    double ks,
    double margin,
    double pValue,
    double eValue,
    double importance,
    double missing,
    List<Bin> bins) {
  public ColumnDrift {
    bins = List.copyOf(bins);
  }

  /// What the evidence says about a column.
  public enum State {
    STABLE,
    DRIFTED,
    /// Too few rows to say either.
    INSUFFICIENT,
    /// Too few rows because the log withholds the column's cells.
    NOT_LOGGED
  }

  /// A range of numbers, or a category, and how many cells fell into it.
  public record Bin(String label, long reference, long live) {}
}
