package dev.slipway.core.profile;

import dev.slipway.core.content.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The distinct values of a column with their exact counts, up to 10,000 of them.
///
/// Beyond that it keeps the 10,000 values whose SHA-256 is least. A value that is among them in the end
/// was among them at every moment, so its count is exact, and which values are kept depends neither on
/// their order nor on how the rows were split. Two spilled dictionaries keep the same sample of values,
/// so they can be compared.
///
/// @param spilled whether values were left out
public record Dictionary(SortedMap<String, Long> counts, boolean spilled) {
  public static final int CAPACITY = 10_000;

  public Dictionary {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    if (counts.size() > CAPACITY || (spilled && counts.size() < CAPACITY)) {
      throw new IllegalArgumentException(
          "a %s dictionary of %d values"
              .formatted(spilled ? "spilled" : "complete", counts.size()));
    }
    for (Map.Entry<String, Long> entry : counts.entrySet()) {
      if (entry.getValue() <= 0) {
        throw new IllegalArgumentException(
            "value '%s' counted %d times".formatted(entry.getKey(), entry.getValue()));
      }
    }
  }

  public long count(String value) {
    return counts.getOrDefault(value, 0L);
  }

  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /// How many distinct values there are: exact unless spilled, then estimated from the greatest hash
  /// kept. (Bar-Yossef et al., "Counting distinct elements in a data stream", 2002.)
  public double distinct() {
    return spilled ? (CAPACITY - 1) / (unsigned(threshold()) / 0x1p64) : counts.size();
  }

  /// How many values occurred once; estimated if spilled.
  public double singletons() {
    return occurring(1);
  }

  /// How many values occurred twice; estimated if spilled.
  public double doubletons() {
    return occurring(2);
  }

  /// The greatest hash of which every value is told apart: all of them unless spilled. Compare unsigned.
  long threshold() {
    if (!spilled) {
      return -1;
    }
    long greatest = 0;
    for (String value : counts.keySet()) {
      long hash = hash(value);
      greatest = Long.compareUnsigned(hash, greatest) > 0 ? hash : greatest;
    }
    return greatest;
  }

  Dictionary merge(Dictionary other) {
    TextCounter counter = new TextCounter();
    counter.add(this);
    counter.add(other);
    return counter.dictionary();
  }

  /// The first eight bytes of the SHA-256 of a value, as an unsigned number.
  static long hash(String value) {
    return ByteBuffer.wrap(Digest.sha256().digest(value.getBytes(StandardCharsets.UTF_8)))
        .getLong();
  }

  private double occurring(long times) {
    long kept = counts.values().stream().filter(n -> n == times).count();
    return spilled ? kept * distinct() / counts.size() : kept;
  }

  private static double unsigned(long bits) {
    return (bits >>> 1) * 2.0 + (bits & 1);
  }
}
