package dev.slipway.scoring.pickle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/// The compressed files that joblib writes around a pickle, told apart by their first bytes.
enum Containers {
  ZLIB(0x78),
  GZIP(0x1f, 0x8b),
  BZIP2('B', 'Z', 'h'),
  XZ(0xfd, '7', 'z', 'X', 'Z'),
  LZMA(0x5d, 0, 0),
  LZ4(0x04, 0x22, 0x4d, 0x18);

  /// Models compress three- to twentyfold; a file that grows beyond this is made to exhaust memory.
  private static final int MAX_RATIO = 200;

  private static final long FLOOR = 64L << 20;
  private static final int MAX_DICTIONARY_KIB = 64 << 10;
  private static final int MAX_LENGTH = Integer.MAX_VALUE - 16;

  private final int[] magic;

  Containers(int... magic) {
    this.magic = magic;
  }

  /// The pickle inside the file, or the file itself where it is not compressed.
  static byte[] open(byte[] file) {
    for (Containers container : values()) {
      if (container.matches(file)) {
        return container.unpack(file);
      }
    }
    return file;
  }

  private boolean matches(byte[] file) {
    if (file.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((file[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private byte[] unpack(byte[] file) {
    long limit = Math.min(MAX_LENGTH, Math.max(FLOOR, (long) file.length * MAX_RATIO));
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(1024, file.length));
    byte[] chunk = new byte[1 << 16];
    long total = 0;
    try (InputStream in = stream(new ByteArrayInputStream(file))) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        total += n;
        if (total > limit) {
          throw Corrupt.file(
              "The %s file of %,d bytes grows to more than %,d bytes"
                  .formatted(name(), file.length, limit));
        }
        out.write(chunk, 0, n);
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw Corrupt.file("The file is no whole %s stream".formatted(name()));
    }
    return out.toByteArray();
  }

  private InputStream stream(InputStream in) throws IOException {
    return switch (this) {
      case ZLIB -> new InflaterInputStream(in);
      case GZIP -> new GZIPInputStream(in);
      case BZIP2 -> new BZip2CompressorInputStream(in, true);
      case XZ -> new XZInputStream(in, MAX_DICTIONARY_KIB);
      case LZMA -> new LZMAInputStream(in, MAX_DICTIONARY_KIB);
      case LZ4 -> new FramedLZ4CompressorInputStream(in, true);
    };
  }

  /// Whether these first bytes are those of a compressed file or a pickle.
  static boolean recognizes(byte[] head) {
    if (head.length >= 2 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5) {
      return true;
    }
    return Arrays.stream(values()).anyMatch(c -> c.matches(head)) || startsWithGlobal(head);
  }

  /// Protocols 0 and 1 have no mark of their own, but an object starts with the name of a class.
  private static boolean startsWithGlobal(byte[] head) {
    int i = 1;
    while (i < head.length
        && (Character.isLetterOrDigit(head[i]) || head[i] == '.' || head[i] == '_')) {
      i++;
    }
    return head.length > 2 && head[0] == 'c' && i > 1 && i < head.length && head[i] == '\n';
  }
}
