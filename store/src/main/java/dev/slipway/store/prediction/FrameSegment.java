package dev.slipway.store.prediction;

import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.store.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// An append-only file of [Frames]. A frame that a crash cut off, or that does not
/// match its checksum, ends the segment; everything before it counts.
///
/// One thread appends; any thread reads what was appended before.
final class FrameSegment implements Segment, AutoCloseable {
  private static final String ENDING = ".segment";
  private static final int BUFFER = 1 << 18;

  private final Path file;
  private volatile IdTable ids = new IdTable();
  private final CRC32C checksum = new CRC32C();
  private final ByteBuffer pending;
  private long[] pendingIds = new long[1 << 10];
  private int pendingCount;
  private Instant pendingOldest = Instant.MAX;
  private Instant pendingNewest = Instant.MIN;
  private volatile @Nullable FileChannel channel;
  private volatile Instant oldest = Instant.MAX;
  private volatile Instant newest = Instant.MIN;
  private volatile long length;
  private volatile long[] finishedIds = {};

  private FrameSegment(Path file, int buffer) {
    this.file = file;
    this.pending = ByteBuffer.allocateDirect(buffer);
  }

  static String name(long number) {
    return "%016d%s".formatted(number, ENDING);
  }

  static boolean isNamed(Path file) {
    return file.getFileName().toString().endsWith(ENDING);
  }

  static long number(Path file) {
    return Long.parseLong(file.getFileName().toString().replace(ENDING, ""));
  }

  /// A new file to append to.
  static FrameSegment create(Path file) throws IOException {
    FrameSegment segment = new FrameSegment(file, BUFFER);
    segment.channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Disk.syncFolder(Disk.parent(file));
    return segment;
  }

  /// A file of an earlier process, to be read only.
  static FrameSegment recover(Path file) throws IOException {
    FrameSegment segment = new FrameSegment(file, 0);
    Frames frames = Frames.read(file, 0, Files.size(file));
    for (ByteBuffer frame = frames.next(); frame != null; frame = frames.next()) {
      segment.seen(RecordCodec.at(frame), RecordCodec.id(frame));
    }
    segment.publish();
    segment.length = frames.position();
    segment.packIds();
    return segment;
  }

  /// Takes a record; it can be read after [#write].
  ///
  /// @param payload the record as [RecordCodec] writes it
  void append(PredictionRecord record, ByteBuffer payload) throws IOException {
    if (pending.remaining() < Frames.HEADER + payload.remaining()) {
      write();
    }
    checksum.reset();
    checksum.update(payload.duplicate());
    ByteBuffer header =
        pending.remaining() < Frames.HEADER + payload.remaining()
            ? ByteBuffer.allocate(Frames.HEADER + payload.remaining())
            : pending;
    header.putInt(payload.remaining()).putInt((int) checksum.getValue()).put(payload);
    seen(record.at(), record.id());
    if (header != pending) {
      writeFully(header.flip());
    }
  }

  /// Hands everything appended to the operating system, where a kill of this process cannot lose it.
  void write() throws IOException {
    pending.flip();
    try {
      writeFully(pending);
      publish();
    } finally {
      pending.clear();
      pendingCount = 0;
    }
  }

  /// Forces everything written to the disk, where a crash of the machine cannot lose it.
  void force() throws IOException {
    open().force(false);
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    FileChannel to = open();
    long position = length;
    try {
      while (bytes.hasRemaining()) {
        position += to.write(bytes, position);
      }
      length = position;
    } catch (IOException e) {
      to.truncate(length);
      throw e;
    }
  }

  private FileChannel open() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      throw new IOException("the segment is finished");
    }
    return open;
  }

  private void seen(Instant at, String id) {
    if (at.isBefore(pendingOldest)) {
      pendingOldest = at;
    }
    if (at.isAfter(pendingNewest)) {
      pendingNewest = at;
    }
    if (pendingCount == pendingIds.length) {
      pendingIds = Arrays.copyOf(pendingIds, 2 * pendingCount);
    }
    pendingIds[pendingCount] = IdHash.of(id);
    pendingCount++;
  }

  /// Lets others know what was seen: once for many records.
  private void publish() {
    for (int i = 0; i < pendingCount; i++) {
      ids.add(pendingIds[i]);
    }
    pendingCount = 0;
    oldest = pendingOldest;
    newest = pendingNewest;
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public Instant oldest() {
    return oldest;
  }

  @Override
  public Instant newest() {
    return newest;
  }

  @Override
  public long bytes() {
    return length;
  }

  @Override
  public boolean knows(String predictionId) {
    long hash = IdHash.of(predictionId);
    return ids.contains(hash) || Arrays.binarySearch(finishedIds, hash) >= 0;
  }

  @Override
  public Records select(Selection selection) throws IOException {
    List<PredictionRecord> records = new ArrayList<>();
    Frames frames = frames();
    for (ByteBuffer frame = frames.next(); frame != null; frame = frames.next()) {
      PredictionRecord record = RecordCodec.decode(frame, selection);
      if (record != null) {
        records.add(record);
      }
    }
    records.sort(Comparator.comparing(PredictionRecord::at));
    Iterator<PredictionRecord> iterator = records.iterator();
    return new Records() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public PredictionRecord next() {
        return iterator.next();
      }
    };
  }

  /// Everything written so far, in the order of writing.
  Frames frames() throws IOException {
    return frames(ByteBuffer::allocate);
  }

  /// @param memory gives as many bytes as it is asked for
  Frames frames(IntFunction<ByteBuffer> memory) throws IOException {
    return Frames.read(file, 0, length, memory);
  }

  boolean finished() {
    return channel == null;
  }

  /// Finishes the file; it can still be read.
  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    if (open != null) {
      channel = null;
      open.force(true);
      open.close();
      packIds();
    }
  }

  /// Keeps the ids in less memory from now on.
  private void packIds() {
    finishedIds = ids.sorted();
    ids = new IdTable();
  }
}
