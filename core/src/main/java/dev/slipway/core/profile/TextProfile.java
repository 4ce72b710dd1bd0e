package dev.slipway.core.profile;

import dev.slipway.core.content.Digest;
import dev.slipway.core.table.ColumnType;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The summary of a column of texts: its values with their counts, and their lengths.
///
/// @param empties texts of length 0
/// @param dictionary the values; a longer text than 128 characters stands there as its digest
/// @param lengths how many texts had which length in UTF-16 units; the last of 256 counts all longer ones
public record TextProfile(
    String name,
    ColumnType type,
    long count,
    long nulls,
    long empties,
    Dictionary dictionary,
    Tally lengths)
    implements ColumnProfile {
  public static final int MAX_LENGTHS = 256;

  /// How many UTF-16 units of a text stand in the dictionary as they are.
  public static final int WHOLE_TEXT = 128;

  private static final int REPLACEMENT = 0xfffd;

  public TextProfile {
    long texts = count - nulls;
    if (nulls < 0
        || empties < 0
        || lengths.size() > MAX_LENGTHS
        || lengths.total() != texts
        || dictionary.total() > texts
        || (!dictionary.spilled() && dictionary.total() < texts)) {
      throw new IllegalArgumentException(
          "the counts of column '" + name + "' contradict each other");
    }
  }

  /// What stands for a text in the dictionary: a digest for a long one; and half of a surrogate pair,
  /// which no file can hold, as the replacement character.
  public static String key(String text) {
    if (text.length() > WHOLE_TEXT) {
      return "sha256:" + Digest.of(text);
    }
    return text.codePoints().anyMatch(TextProfile::halfPair)
        ? text.codePoints()
            .map(c -> halfPair(c) ? REPLACEMENT : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : text;
  }

  private static boolean halfPair(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  @Override
  public double missingRate() {
    return count == 0 ? 0 : (double) nulls / count;
  }

  /// Good and Turing's estimate of the chance that the next value was never seen: the share of values
  /// seen once. (Good, Biometrika 40, 1953.)
  public double unseenRate() {
    long values = count - nulls;
    return values == 0 ? 1 : Math.min(1, dictionary.singletons() / values);
  }

  /// The [Shape]s of the values, most frequent first. Counted over the dictionary's values.
  public List<Map.Entry<String, Long>> patterns(int limit) {
    SortedMap<String, Long> patterns = new TreeMap<>();
    dictionary.counts().forEach((value, n) -> patterns.merge(Shape.of(value), n, Long::sum));
    return patterns.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(limit)
        .toList();
  }

  /// The most frequent values, ties in alphabetical order.
  public List<Map.Entry<String, Long>> top(int limit) {
    return dictionary.counts().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(limit)
        .collect(Collectors.collectingAndThen(Collectors.toList(), Collections::unmodifiableList));
  }

  @Override
  public TextProfile merge(ColumnProfile other) {
    if (!(other instanceof TextProfile that) || !name.equals(that.name) || type != that.type) {
      throw ColumnProfile.mismatch(this, other);
    }
    return new TextProfile(
        name,
        type,
        count + that.count,
        nulls + that.nulls,
        empties + that.empties,
        dictionary.merge(that.dictionary),
        lengths.plus(that.lengths));
  }

  void write(CanonicalJson json) {
    json.field("name", name);
    json.field("type", type.name());
    json.name("counts").object();
    json.field("cells", count);
    json.field("nulls", nulls);
    json.field("empties", empties);
    json.end();
    json.field("lengths", lengths);
    json.field("spilled", dictionary.spilled() ? 1 : 0);
    json.name("values").object();
    dictionary.counts().forEach(json::field);
    json.end();
  }
}
