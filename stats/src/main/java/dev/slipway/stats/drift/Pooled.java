package dev.slipway.stats.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Two histograms with their cells merged into few enough, large enough ones for a test. Which cells are
/// merged follows from the reference alone.
///
/// @param poolOf for each original cell the pool it went into
public record Pooled(long[] reference, long[] current, int[] poolOf) {
  /// Merges neighbours of ordered cells into at most `pools` of about equal reference mass; a cell is never
  /// split.
  public static Pooled ordered(long[] reference, long[] current, int pools) {
    long total = Distances.total(reference);
    int[] poolOf = new int[reference.length];
    long seen = 0;
    long boundary = 1;
    int pool = 0;
    boolean used = false;
    for (int i = 0; i < reference.length; i++) {
      poolOf[i] = pool;
      used |= reference[i] > 0;
      seen += reference[i];
      if (used && seen * pools >= boundary * total && seen < total) {
        pool++;
        used = false;
        boundary = seen * pools / total + 1;
      }
    }
    return merge(reference, current, poolOf);
  }

  /// Keeps each category of at least `minShare` of the reference and pools the rest that it has; what it
  /// does not have at all is one more pool, if the window has any.
  public static Pooled categories(long[] reference, long[] current, double minShare) {
    long total = Distances.total(reference);
    int[] poolOf = new int[reference.length];
    int pools = 0;
    List<Integer> rare = new ArrayList<>();
    List<Integer> unseen = new ArrayList<>();
    for (int i = 0; i < reference.length; i++) {
      if (reference[i] == 0) {
        unseen.add(i);
      } else if (reference[i] < minShare * total) {
        rare.add(i);
      } else {
        poolOf[i] = pools++;
      }
    }
    for (int i : rare) {
      poolOf[i] = pools;
    }
    pools += rare.isEmpty() ? 0 : 1;
    boolean anyUnseen = unseen.stream().anyMatch(i -> current[i] > 0);
    for (int i : unseen) {
      poolOf[i] = anyUnseen ? pools : 0;
    }
    return merge(reference, current, poolOf);
  }

  private static Pooled merge(long[] reference, long[] current, int[] poolOf) {
    int pools = Arrays.stream(poolOf).max().orElse(-1) + 1;
    long[] pooled = new long[pools];
    long[] pooledNow = new long[pools];
    for (int i = 0; i < poolOf.length; i++) {
      pooled[poolOf[i]] += reference[i];
      pooledNow[poolOf[i]] += current[i];
    }
    return new Pooled(pooled, pooledNow, poolOf);
  }

  /// How many pools there are.
  public int size() {
    return reference.length;
  }
}
