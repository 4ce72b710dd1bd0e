package dev.slipway.core.profile;

import dev.slipway.core.table.ColumnType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts texts. Adding a text seen before allocates nothing.
final class TextCounter implements Counter {
  private final Map<String, Entry> entries = new HashMap<>();

  /// The kept values, the one with the greatest hash first; filled once there are too many.
  private final PriorityQueue<Entry> greatest =
      new PriorityQueue<>(Comparator.<Entry>naturalOrder().reversed());

  private final long[] lengths = new long[TextProfile.MAX_LENGTHS];
  private boolean spilled;
  private long count;
  private long nulls;

  void add(@Nullable String text) {
    count++;
    if (text == null) {
      nulls++;
      return;
    }
    lengths[Math.min(text.length(), TextProfile.MAX_LENGTHS - 1)]++;
    Entry entry = entries.get(text);
    if (entry != null) {
      entry.count++;
    } else {
      tally(TextProfile.key(text), 1);
    }
  }

  void add(Dictionary dictionary) {
    dictionary.counts().forEach(this::tally);
    if (dictionary.spilled() && !spilled) {
      rankAll();
    }
  }

  void merge(TextCounter other) {
    add(other.dictionary());
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] += other.lengths[i];
    }
    count += other.count;
    nulls += other.nulls;
  }

  Dictionary dictionary() {
    SortedMap<String, Long> counts = new TreeMap<>();
    entries.forEach((key, entry) -> counts.put(key, entry.count));
    return new Dictionary(counts, spilled);
  }

  @Override
  public TextProfile profile(String name, ColumnType type) {
    return new TextProfile(
        name, type, count, nulls, lengths[0], dictionary(), Tally.trimmed(lengths));
  }

  private void tally(String key, long times) {
    Entry entry = entries.get(key);
    if (entry != null) {
      entry.count += times;
    } else if (spilled) {
      insert(new Entry(key, Dictionary.hash(key), times));
    } else {
      entries.put(key, new Entry(key, 0, times));
      if (entries.size() > Dictionary.CAPACITY) {
        rankAll();
        evict();
      }
    }
  }

  private void insert(Entry entry) {
    if (entries.size() < Dictionary.CAPACITY || entry.compareTo(greatest.element()) < 0) {
      entries.put(entry.key, entry);
      greatest.add(entry);
      evict();
    }
  }

  private void rankAll() {
    spilled = true;
    entries.replaceAll((key, entry) -> new Entry(key, Dictionary.hash(key), entry.count));
    greatest.addAll(entries.values());
  }

  private void evict() {
    while (entries.size() > Dictionary.CAPACITY) {
      entries.remove(greatest.remove().key);
    }
  }

  /// A value, its hash once that is needed, and its count.
  private static final class Entry implements Comparable<Entry> {
    private final String key;
    private final long hash;
    private long count;

    Entry(String key, long hash, long count) {
      this.key = key;
      this.hash = hash;
      this.count = count;
    }

    @Override
    public int compareTo(Entry other) {
      int order = Long.compareUnsigned(hash, other.hash);
      return order != 0 ? order : key.compareTo(other.key);
    }
  }
}
