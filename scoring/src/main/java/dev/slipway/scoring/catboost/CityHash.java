package dev.slipway.scoring.catboost;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Google's CityHash64 in its first version, by whose low 32 bits CatBoost knows the values of categories.
///
/// Geoff Pike and Jyrki Alakuijala, 2011. Later versions give other hashes.
final class CityHash {
  private static final long K0 = 0xc3a5c85c97cb3127L;
  private static final long K1 = 0xb492b66fbe98f273L;
  private static final long K2 = 0x9ae16a3b2f90404fL;
  private static final long K3 = 0xc949d7c7509e6557L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private CityHash() {}

  static long hash(byte[] s) {
    int length = s.length;
    if (length <= 16) {
      return upTo16(s);
    }
    if (length <= 32) {
      return upTo32(s);
    }
    return length <= 64 ? upTo64(s) : longer(s);
  }

  private static long upTo16(byte[] s) {
    int length = s.length;
    if (length > 8) {
      long a = word(s, 0);
      long b = word(s, length - 8);
      return mixed(a, Long.rotateRight(b + length, length)) ^ b;
    }
    if (length >= 4) {
      return mixed(length + (half(s, 0) << 3), half(s, length - 4));
    }
    if (length > 0) {
      int y = (s[0] & 0xff) + ((s[length >> 1] & 0xff) << 8);
      int z = length + ((s[length - 1] & 0xff) << 2);
      return shifted(y * K2 ^ z * K3) * K2;
    }
    return K2;
  }

  private static long upTo32(byte[] s) {
    int length = s.length;
    long a = word(s, 0) * K1;
    long b = word(s, 8);
    long c = word(s, length - 8) * K2;
    long d = word(s, length - 16) * K0;
    return mixed(
        Long.rotateRight(a - b, 43) + Long.rotateRight(c, 30) + d,
        a + Long.rotateRight(b ^ K3, 20) - c + length);
  }

  private static long upTo64(byte[] s) {
    int length = s.length;
    long z = word(s, 24);
    long a = word(s, 0) + (length + word(s, length - 16)) * K0;
    long b = Long.rotateRight(a + z, 52);
    long c = Long.rotateRight(a, 37);
    a += word(s, 8);
    c += Long.rotateRight(a, 7);
    a += word(s, 16);
    long first = a + z;
    long second = b + Long.rotateRight(a, 31) + c;
    a = word(s, 16) + word(s, length - 32);
    z = word(s, length - 8);
    b = Long.rotateRight(a + z, 52);
    c = Long.rotateRight(a, 37);
    a += word(s, length - 24);
    c += Long.rotateRight(a, 7);
    a += word(s, length - 16);
    long third = a + z;
    long fourth = b + Long.rotateRight(a, 31) + c;
    long r = shifted((first + fourth) * K2 + (third + second) * K0);
    return shifted(r * K0 + second) * K2;
  }

  private static long longer(byte[] s) {
    int length = s.length;
    long x = word(s, 0);
    long y = word(s, length - 16) ^ K1;
    long z = word(s, length - 56) ^ K0;
    long[] v = new long[2];
    long[] w = new long[2];
    weak(s, length - 64, length, y, v);
    weak(s, length - 32, length * K1, K0, w);
    z += shifted(v[1]) * K1;
    x = Long.rotateRight(z + x, 39) * K1;
    y = Long.rotateRight(y, 33) * K1;
    for (int at = 0; at < ((length - 1) & ~63); at += 64) {
      x = Long.rotateRight(x + y + v[0] + word(s, at + 16), 37) * K1;
      y = Long.rotateRight(y + v[1] + word(s, at + 48), 42) * K1;
      x ^= w[1];
      y ^= v[0];
      z = Long.rotateRight(z ^ w[0], 33);
      weak(s, at, v[1] * K1, x + w[0], v);
      weak(s, at + 32, z + w[1], y, w);
      long swapped = z;
      z = x;
      x = swapped;
    }
    return mixed(mixed(v[0], w[0]) + shifted(y) * K1 + z, mixed(v[1], w[1]) + x);
  }

  private static void weak(byte[] s, int at, long a, long b, long[] out) {
    long z = word(s, at + 24);
    a += word(s, at);
    b = Long.rotateRight(b + a + z, 21);
    long c = a;
    a += word(s, at + 8);
    a += word(s, at + 16);
    b += Long.rotateRight(a, 44);
    out[0] = a + z;
    out[1] = b + c;
  }

  private static long mixed(long low, long high) {
    long factor = 0x9ddfea08eb382d69L;
    long a = (low ^ high) * factor;
    a ^= a >>> 47;
    long b = (high ^ a) * factor;
    b ^= b >>> 47;
    return b * factor;
  }

  private static long shifted(long value) {
    return value ^ value >>> 47;
  }

  private static long word(byte[] s, int at) {
    return (long) LONGS.get(s, at);
  }

  private static long half(byte[] s, int at) {
    return Integer.toUnsignedLong((int) INTS.get(s, at));
  }
}
