package dev.slipway.store.prediction;

import dev.slipway.store.prediction.EncodedRecord.Origin;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The records of finished segments in the order of time, those of the same time in the order of writing.
///
/// Segments are held outside the heap, as bytes, until this is closed. One thread at a time.
final class OrderedRecords implements AutoCloseable {
  private static final int SEGMENT_SHIFT = 32;

  private final Arena arena = Arena.ofShared();
  private final ByteBuffer[] segments;
  private final Map<Origin, Integer> origins = new LinkedHashMap<>();
  private final BitSet scoreCounts = new BitSet();
  private final EncodedRecord current = new EncodedRecord();
  private long[] times = new long[1 << 12];
  private long[] places = new long[1 << 12];
  private int[] originOf = new int[1 << 12];
  private int count;
  private Integer[] order = {};
  private int next;

  private OrderedRecords(int segments) {
    this.segments = new ByteBuffer[segments];
  }

  static OrderedRecords read(List<FrameSegment> segments) throws IOException {
    OrderedRecords records = new OrderedRecords(segments.size());
    try {
      for (int i = 0; i < segments.size(); i++) {
        records.add(i, segments.get(i));
      }
    } catch (IOException | RuntimeException e) {
      records.close();
      throw e;
    }
    records.sort();
    return records;
  }

  private void add(int number, FrameSegment segment) throws IOException {
    Frames frames = segment.frames(size -> arena.allocate(size).asByteBuffer());
    segments[number] = frames.bytes();
    EncodedRecord before = new EncodedRecord();
    EncodedRecord record = new EncodedRecord();
    int origin = -1;
    for (ByteBuffer frame = frames.next(); frame != null; frame = frames.next()) {
      int start = Math.toIntExact(frames.position()) - frame.remaining();
      record.moveTo(segments[number], start);
      if (origin < 0 || !record.hasOriginOf(before)) {
        origin = origins.computeIfAbsent(record.origin(), _ -> origins.size());
      }
      scoreCounts.set(record.scoreCount());
      add(record.time(), (long) number << SEGMENT_SHIFT | start, origin);
      EncodedRecord swapped = before;
      before = record;
      record = swapped;
    }
  }

  private void add(long time, long place, int origin) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
      places = Arrays.copyOf(places, 2 * count);
      originOf = Arrays.copyOf(originOf, 2 * count);
    }
    times[count] = time;
    places[count] = place;
    originOf[count] = origin;
    count++;
  }

  /// They are nearly in order, which the sorting of objects makes use of.
  private void sort() {
    order = IntStream.range(0, count).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingLong(i -> times[i]));
  }

  /// Who made them: a record's [#origin] is the place in this list.
  List<Origin> origins() {
    return List.copyOf(origins.keySet());
  }

  /// How many scores a record may have, ascending.
  int[] scoreCounts() {
    return scoreCounts.stream().toArray();
  }

  /// Goes to the next record, and says whether there is one.
  boolean advance() {
    if (next == count) {
      return false;
    }
    long place = places[order[next]];
    current.moveTo(segments[(int) (place >>> SEGMENT_SHIFT)], (int) place);
    next++;
    return true;
  }

  EncodedRecord current() {
    return current;
  }

  int origin() {
    return originOf[order[next - 1]];
  }

  @Override
  public void close() {
    arena.close();
  }
}
