package dev.slipway.server.api;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/// An uploaded archive, `.zip` or `.tar.gz`, unpacked into a folder of its own that is deleted on close.
///
/// The archive is not trusted: a path that leads out, a link, too many entries, too many bytes before or
/// after unpacking end it, and nothing remains.
final class UnpackedArchive implements AutoCloseable {
  private static final int MOST_ENTRIES = 10_000;
  private static final int EXPANSION = 4;
  private static final String MANIFEST = "package.json";

  private final Path folder;

  private UnpackedArchive(Path folder) {
    this.folder = folder;
  }

  /// @param limit the most bytes the archive may have; it may unpack to four times as many
  static UnpackedArchive unpack(InputStream body, Path parent, long limit) throws IOException {
    Files.createDirectories(parent);
    UnpackedArchive archive = new UnpackedArchive(Files.createTempDirectory(parent, "upload-"));
    try {
      archive.read(new BufferedInputStream(new Bounded(body, limit)), limit * EXPANSION);
      return archive;
    } catch (ZipException | java.io.EOFException e) {
      archive.close();
      throw malformed("the archive is damaged or cut off: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  /// The folder that holds the manifest: the archive's root, or its only folder.
  Path packageFolder() throws IOException {
    if (Files.exists(folder.resolve(MANIFEST))) {
      return folder;
    }
    try (Stream<Path> children = Files.list(folder)) {
      List<Path> roots = children.toList();
      if (roots.size() == 1 && Files.exists(roots.getFirst().resolve(MANIFEST))) {
        return roots.getFirst();
      }
    }
    throw new SlipwayException(
        ErrorCode.CORRUPT_PACKAGE,
        "the archive holds no package.json: pack a folder that 'slipway build' made");
  }

  private void read(BufferedInputStream in, long most) throws IOException {
    in.mark(4);
    int first = in.read();
    int second = in.read();
    in.reset();
    Budget budget = new Budget(most);
    if (first == 'P' && second == 'K') {
      ZipInputStream zip = new ZipInputStream(in);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        add(entry.getName(), entry.isDirectory(), zip, budget);
      }
    } else if (first == 0x1f && second == 0x8b) {
      TarReader tar = new TarReader(new BufferedInputStream(new GZIPInputStream(in)));
      while (tar.next()) {
        add(tar.name(), tar.isFolder(), tar.content(), budget);
      }
    } else {
      throw new SlipwayException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body is neither a .zip nor a .tar.gz archive");
    }
  }

  private void add(String name, boolean isFolder, InputStream content, Budget budget)
      throws IOException {
    budget.entry();
    Path target = inside(name);
    if (isFolder) {
      Files.createDirectories(target);
      return;
    }
    if (target.equals(folder) || Files.exists(target)) {
      throw malformed("the archive holds '%s' twice".formatted(name));
    }
    Files.createDirectories(target.getParent());
    try (OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        budget.bytes(n);
        out.write(buffer, 0, n);
      }
    }
  }

  private Path inside(String name) {
    if (name.indexOf('\0') >= 0 || name.indexOf('\\') >= 0 || name.startsWith("/")) {
      throw malformed("the archive holds a path that is not allowed: '%s'".formatted(name));
    }
    Path target = folder.resolve(name).normalize();
    if (!target.startsWith(folder)) {
      throw malformed("the archive holds a path that leads out of it: '%s'".formatted(name));
    }
    return target;
  }

  static SlipwayException malformed(String message) {
    return new SlipwayException(ErrorCode.CORRUPT_PACKAGE, message);
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /// How much may still be unpacked.
  private static final class Budget {
    private final long most;
    private long bytes;
    private int entries;

    Budget(long most) {
      this.most = most;
    }

    void entry() {
      if (++entries > MOST_ENTRIES) {
        throw tooLarge("more than %d entries".formatted(MOST_ENTRIES));
      }
    }

    void bytes(int more) {
      bytes += more;
      if (bytes > most) {
        throw tooLarge("more than %d bytes when unpacked".formatted(most));
      }
    }
  }

  private static SlipwayException tooLarge(String what) {
    return new SlipwayException(ErrorCode.PAYLOAD_TOO_LARGE, "the archive has " + what);
  }

  /// Ends a body that is longer than was allowed.
  private static final class Bounded extends FilterInputStream {
    private final long limit;
    private long seen;

    Bounded(InputStream in, long limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int n = super.read(buffer, from, length);
      count(Math.max(n, 0));
      return n;
    }

    private void count(int n) {
      seen += n;
      if (seen > limit) {
        throw tooLarge("more than %d bytes".formatted(limit));
      }
    }
  }
}
