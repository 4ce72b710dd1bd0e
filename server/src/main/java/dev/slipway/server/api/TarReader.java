package dev.slipway.server.api;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads the entries of a tar archive one after the other: files and folders, with the long names of POSIX
/// (`path` records) and of GNU tar. Links and devices are refused. (IEEE Std 1003.1, pax interchange
/// format.)
final class TarReader {
  private static final int BLOCK = 512;
  private static final int LONGEST_RECORD = 1 << 16;

  private final InputStream in;
  private String name = "";
  private boolean folder;
  private long remaining;
  private long padding;

  TarReader(InputStream in) {
    this.in = in;
  }

  /// Moves to the next entry and says whether there is one.
  boolean next() throws IOException {
    String longName = "";
    while (true) {
      in.skipNBytes(remaining + padding);
      byte[] header = in.readNBytes(BLOCK);
      if (header.length == 0 || allZero(header)) {
        return false;
      }
      if (header.length < BLOCK) {
        throw new EOFException("the tar archive ends within a header");
      }
      remaining = octal(header, 124, 12);
      padding = (BLOCK - remaining % BLOCK) % BLOCK;
      switch (header[156]) {
        case 'L' -> longName = trimmed(record());
        case 'x' -> longName = paxPath(record(), longName);
        case 'g' -> record();
        case '0', '\0', '5' -> {
          name = longName.isEmpty() ? shortName(header) : longName;
          folder = header[156] == '5' || name.endsWith("/");
          return true;
        }
        default ->
            throw UnpackedArchive.malformed(
                "the archive holds '%s', which is neither a file nor a folder"
                    .formatted(shortName(header)));
      }
    }
  }

  String name() {
    return name;
  }

  boolean isFolder() {
    return folder;
  }

  /// The entry's bytes; not to be closed.
  InputStream content() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int from, int length) throws IOException {
        if (remaining == 0) {
          return -1;
        }
        int n = in.read(buffer, from, (int) Math.min(length, remaining));
        if (n < 0) {
          throw new EOFException("the tar archive ends within '%s'".formatted(name));
        }
        remaining -= n;
        return n;
      }
    };
  }

  private byte[] record() throws IOException {
    if (remaining > LONGEST_RECORD) {
      throw UnpackedArchive.malformed("the archive holds a name of %d bytes".formatted(remaining));
    }
    byte[] record = in.readNBytes((int) remaining);
    remaining = 0;
    return record;
  }

  /// Records are `length key=value`, each ending with a line feed.
  private static String paxPath(byte[] records, String otherwise) {
    String path = otherwise;
    for (String line : new String(records, StandardCharsets.UTF_8).split("\n", -1)) {
      int key = line.indexOf(" path=");
      if (key > 0) {
        path = line.substring(key + " path=".length());
      }
    }
    return path;
  }

  private static String shortName(byte[] header) {
    String name = text(header, 0, 100);
    boolean posix = text(header, 257, 5).equals("ustar");
    String prefix = posix && header[262] == 0 ? text(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String text(byte[] header, int from, int length) {
    return trimmed(Arrays.copyOfRange(header, from, from + length));
  }

  private static String trimmed(byte[] text) {
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }

  private static long octal(byte[] header, int from, int length) {
    String digits = text(header, from, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, 8);
    } catch (NumberFormatException _) {
      throw UnpackedArchive.malformed("the archive's sizes cannot be read: '%s'".formatted(digits));
    }
  }

  private static boolean allZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
