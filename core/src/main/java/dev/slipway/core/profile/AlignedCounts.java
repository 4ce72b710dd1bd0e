package dev.slipway.core.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Two summaries of a column counted over the same cells: what every drift distance is computed from.
///
/// @param labels what each cell holds, for people
/// @param positions where each cell lies on the axis, for distances that have one; for texts its index
/// @param reference counts of the reference, cell by cell
/// @param current counts of the present, cell by cell
public record AlignedCounts(
    List<String> labels, List<Double> positions, Tally reference, Tally current) {
  /// The last label but `OTHER`: the cell of values that the reference never had.
  public static final String UNSEEN = "UNSEEN";

  /// The last label, where there is one: the cell of values that a spilled dictionary does not tell apart.
  public static final String OTHER = "OTHER";

  public AlignedCounts {
    labels = List.copyOf(labels);
    positions = List.copyOf(positions);
  }

  /// Missing cells are left out: their rates are compared on their own.
  public static AlignedCounts of(ColumnProfile reference, ColumnProfile current) {
    if (reference instanceof NumberProfile a
        && current instanceof NumberProfile b
        && a.histogram().bins().equals(b.histogram().bins())) {
      Bins bins = a.histogram().bins();
      return new AlignedCounts(
          List.of(bins.labels()),
          Arrays.stream(bins.positions()).boxed().toList(),
          a.histogram().counts(),
          b.histogram().counts());
    }
    if (reference instanceof TextProfile a && current instanceof TextProfile b) {
      return texts(a, b);
    }
    throw ColumnProfile.mismatch(reference, current);
  }

  private static AlignedCounts texts(TextProfile reference, TextProfile current) {
    Dictionary before = reference.dictionary();
    Dictionary now = current.dictionary();
    boolean sampled = before.spilled() || now.spilled();
    long first = before.threshold();
    long second = now.threshold();
    long threshold = Long.compareUnsigned(first, second) < 0 ? first : second;
    SortedSet<String> values = new TreeSet<>(before.counts().keySet());
    values.addAll(now.counts().keySet());
    if (sampled) {
      values.removeIf(v -> Long.compareUnsigned(Dictionary.hash(v), threshold) > 0);
    }
    List<String> labels = new ArrayList<>();
    long[] counts = new long[values.size() + 2];
    long[] currentCounts = new long[values.size() + 2];
    long unseen = 0;
    for (String value : values) {
      if (before.count(value) == 0) {
        unseen += now.count(value);
      } else {
        counts[labels.size()] = before.count(value);
        currentCounts[labels.size()] = now.count(value);
        labels.add(value);
      }
    }
    currentCounts[labels.size()] = unseen;
    labels.add(UNSEEN);
    if (sampled) {
      counts[labels.size()] = reference.count() - reference.nulls() - sum(counts);
      currentCounts[labels.size()] = current.count() - current.nulls() - sum(currentCounts);
      labels.add(OTHER);
    }
    return new AlignedCounts(
        labels,
        IntStream.range(0, labels.size()).mapToObj(i -> (double) i).toList(),
        Tally.of(Arrays.copyOf(counts, labels.size())),
        Tally.of(Arrays.copyOf(currentCounts, labels.size())));
  }

  private static long sum(long[] counts) {
    return LongStream.of(counts).sum();
  }
}
