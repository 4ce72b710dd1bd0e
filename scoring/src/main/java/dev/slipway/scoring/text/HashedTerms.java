package dev.slipway.scoring.text;

/// A column for every term, by the term's 32-bit Murmur hash (Appleby, MurmurHash3): different terms may
/// share one, and a sign from the hash lets them cancel out rather than pile up.
public record HashedTerms(int width, boolean signed) implements TermIndex {
  @Override
  public int find(char[] chars, int from, int to) {
    int hash = hash(chars, from, to);
    // abs of the least number does not fit; scikit-learn reckons this one out by hand.
    int column =
        hash == Integer.MIN_VALUE
            ? (Integer.MAX_VALUE - (width - 1)) % width
            : Math.abs(hash) % width;
    return column << 1 | (signed && hash < 0 ? 1 : 0);
  }

  /// The hash of the term's UTF-8 bytes, with seed 0.
  static int hash(char[] chars, int from, int to) {
    int hash = 0;
    int block = 0;
    int length = 0;
    for (int i = from; i < to; i++) {
      int point = Character.codePointAt(chars, i, to);
      i += Character.charCount(point) - 1;
      int bytes = utf8(point);
      int count = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      for (int b = 0; b < count; b++) {
        block |= (bytes >>> 8 * b & 0xff) << 8 * (length & 3);
        if ((++length & 3) == 0) {
          hash = Integer.rotateLeft(hash ^ mixed(block), 13) * 5 + 0xe6546b64;
          block = 0;
        }
      }
    }
    return finished(hash ^ mixed(block) ^ length);
  }

  private static int mixed(int block) {
    return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
  }

  private static int finished(int hash) {
    int h = (hash ^ hash >>> 16) * 0x85ebca6b;
    h = (h ^ h >>> 13) * 0xc2b2ae35;
    return h ^ h >>> 16;
  }

  /// The bytes of a character, the first in the lowest bits.
  private static int utf8(int point) {
    if (point < 0x80) {
      return point;
    }
    if (point < 0x800) {
      return 0xc0 | point >> 6 | (0x80 | point & 0x3f) << 8;
    }
    if (point < 0x10000) {
      return 0xe0 | point >> 12 | (0x80 | point >> 6 & 0x3f) << 8 | (0x80 | point & 0x3f) << 16;
    }
    return 0xf0
        | point >> 18
        | (0x80 | point >> 12 & 0x3f) << 8
        | (0x80 | point >> 6 & 0x3f) << 16
        | (0x80 | point & 0x3f) << 24;
  }
}
