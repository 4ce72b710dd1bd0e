package dev.slipway.core.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The extreme order statistics of a column's training values, frozen with its bins: which value was the
/// r-th least and which the r-th greatest, exactly, for a ladder of ranks r.
///
/// The ladder has every rank up to 16 and then steps by a quarter, up to a hundredth of the values. A new
/// value of the same kind lies outside the r-th least and the r-th greatest of n with probability
/// 2r / (n + 1), less where values repeat, whatever the distribution. (David and Nagaraja, Order
/// Statistics, 3rd ed., 2003, section 7.3.)
///
/// @param values how many finite training values there were
/// @param ranks the ladder, rising
/// @param low the value at each rank, counted from the least; `high` from the greatest
public record Tails(long values, List<Long> ranks, List<Double> low, List<Double> high) {
  /// What is known of a column without training values, or of a profile written before there were tails.
  public static final Tails NONE = new Tails(0, List.of(), List.of(), List.of());

  private static final int DENSE = 16;

  public Tails {
    ranks = List.copyOf(ranks);
    low = List.copyOf(low);
    high = List.copyOf(high);
    if (low.size() != ranks.size() || high.size() != ranks.size() || !rises(values, ranks)) {
      throw new IllegalArgumentException("no order statistics of %d values".formatted(values));
    }
    for (int i = 0; i < ranks.size(); i++) {
      if (!(low.get(i) <= high.get(i))
          || (i > 0 && (low.get(i) < low.get(i - 1) || high.get(i) > high.get(i - 1)))) {
        throw new IllegalArgumentException(
            "the value of rank %d is out of order".formatted(ranks.get(i)));
      }
    }
  }

  private static boolean rises(long values, List<Long> ranks) {
    long before = 0;
    for (long rank : ranks) {
      if (rank <= before || rank * 2 > values + 1) {
        return false;
      }
      before = rank;
    }
    return values >= 0;
  }

  static Tails of(ValueCounts training) {
    long values = training.total();
    if (values == 0) {
      return NONE;
    }
    List<Long> ranks = new ArrayList<>();
    for (long rank = 1;
        rank == 1 || rank <= values / 100;
        rank = Math.max(rank + 1, rank <= DENSE ? 0 : rank * 5 / 4)) {
      ranks.add(rank);
    }
    double[] sorted = training.sorted();
    List<Double> low = new ArrayList<>();
    List<Double> high = new ArrayList<>();
    long seen = 0;
    for (int i = 0; i < sorted.length && low.size() < ranks.size(); i++) {
      seen += training.count(sorted[i]);
      while (low.size() < ranks.size() && ranks.get(low.size()) <= seen) {
        low.add(sorted[i]);
      }
    }
    seen = 0;
    for (int i = sorted.length - 1; i >= 0 && high.size() < ranks.size(); i--) {
      seen += training.count(sorted[i]);
      while (high.size() < ranks.size() && ranks.get(high.size()) <= seen) {
        high.add(sorted[i]);
      }
    }
    return new Tails(values, ranks, low, high);
  }

  /// Between two order statistics.
  ///
  /// @param outside the chance that a new value of the same kind is outside: 2r / (n + 1)
  public record Range(double low, double high, double outside) {}

  /// The narrowest range of the ladder that at most this share of new values is outside of; empty where
  /// even the least and the greatest value are too narrow, because training had too few rows.
  public Optional<Range> within(double share) {
    OptionalInt rung = rung((long) Math.floor(share * (values + 1) / 2));
    return rung.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Range(
                low.get(rung.getAsInt()),
                high.get(rung.getAsInt()),
                2.0 * ranks.get(rung.getAsInt()) / (values + 1)));
  }

  private OptionalInt rung(long rank) {
    int found = Collections.binarySearch(ranks, rank);
    int rung = found >= 0 ? found : -found - 2;
    return rung < 0 ? OptionalInt.empty() : OptionalInt.of(rung);
  }

  void write(CanonicalJson json) {
    if (values == 0) {
      return;
    }
    json.name("tails").object();
    json.field("values", values);
    json.field("ranks", Tally.of(ranks.stream().mapToLong(Long::longValue).toArray()));
    json.field("low", low.stream().mapToDouble(Double::doubleValue).toArray());
    json.field("high", high.stream().mapToDouble(Double::doubleValue).toArray());
    json.end();
  }
}
