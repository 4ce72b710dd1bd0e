package dev.slipway.scoring.tree;

import org.jspecify.annotations.Nullable;

/// The test of a categorical node: whether the value, truncated to an integer, is one of `members`.
///
/// @param members bit `c` of the set is bit `c % 64` of word `c / 64`
/// @param membersLeft whether members go left and the others right, or the other way round
/// @param known the categories that training saw, where those it did not see follow the default
///     direction like a missing value; null where they count as "not a member"
public record Categories(long[] members, boolean membersLeft, long @Nullable [] known) {
  /// Members go left; every other category, known or not, goes right.
  public static Categories left(long[] members) {
    return new Categories(members, true, null);
  }

  /// Members go right; every other category, known or not, goes left.
  public static Categories right(long[] members) {
    return new Categories(members, false, null);
  }

  static boolean contains(long[] set, double value) {
    if (!(value >= 0 && value < set.length * 64.0)) {
      return false;
    }
    int category = (int) value;
    return (set[category >> 6] >>> category & 1) != 0;
  }

  boolean goesLeft(double value, boolean missingLeft) {
    if (Double.isNaN(value) || (known != null && !contains(known, value))) {
      return missingLeft;
    }
    return contains(members, value) == membersLeft;
  }
}
