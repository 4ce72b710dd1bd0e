package dev.slipway.wire.predict;

import java.util.Arrays;

/// Finds the position of a name by its bytes: a hash table with open addressing. Immutable.
final class NameTable {
  private final byte[][] names;
  private final int[] places;

  NameTable(byte[][] names) {
    this.names = names;
    this.places = new int[Integer.highestOneBit(Math.max(1, names.length)) * 4];
    Arrays.fill(places, -1);
    for (int n = 0; n < names.length; n++) {
      int place = place(names[n], 0, names[n].length);
      while (places[place] >= 0) {
        place = place + 1 & places.length - 1;
      }
      places[place] = n;
    }
  }

  /// The position of the name that stands between two places of the bytes, or -1.
  int find(byte[] bytes, int from, int to) {
    int place = place(bytes, from, to);
    while (places[place] >= 0) {
      byte[] name = names[places[place]];
      if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
        return places[place];
      }
      place = place + 1 & places.length - 1;
    }
    return -1;
  }

  private int place(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return (hash ^ hash >>> 16) & places.length - 1;
  }
}
