package dev.slipway.scoring.text;

import java.util.Arrays;
import java.util.Map;

/// The terms that training saw, each with its column: a hash table that is asked with characters, so that
/// looking a term up makes no string.
public final class Vocabulary implements TermIndex {
  private final int width;
  private final int mask;
  private final String[] terms;
  private final int[] columns;

  public Vocabulary(Map<String, Integer> columnOfTerm) {
    int capacity = Integer.highestOneBit(Math.max(4, columnOfTerm.size())) * 4;
    this.mask = capacity - 1;
    this.terms = new String[capacity];
    this.columns = new int[capacity];
    Arrays.fill(columns, ABSENT);
    int greatest = -1;
    for (Map.Entry<String, Integer> entry : columnOfTerm.entrySet()) {
      String term = entry.getKey();
      int at = slot(hash(term.toCharArray(), 0, term.length()));
      while (columns[at] >= 0) {
        at = (at + 1) & mask;
      }
      terms[at] = term;
      columns[at] = entry.getValue();
      greatest = Math.max(greatest, entry.getValue());
    }
    this.width = greatest + 1;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int find(char[] chars, int from, int to) {
    int at = slot(hash(chars, from, to));
    while (columns[at] >= 0) {
      if (equal(terms[at], chars, from, to)) {
        return columns[at] << 1;
      }
      at = (at + 1) & mask;
    }
    return ABSENT;
  }

  boolean contains(char[] chars, int from, int to) {
    return find(chars, from, to) != ABSENT;
  }

  private int slot(int hash) {
    int mixed = hash * 0x9e3779b9;
    return (mixed ^ mixed >>> 16) & mask;
  }

  private static int hash(char[] chars, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = (hash ^ chars[i]) * 0x01000193;
    }
    return hash;
  }

  private static boolean equal(String term, char[] chars, int from, int to) {
    if (term.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (term.charAt(i - from) != chars[i]) {
        return false;
      }
    }
    return true;
  }
}
