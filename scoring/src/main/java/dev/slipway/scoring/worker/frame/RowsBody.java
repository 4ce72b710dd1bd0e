package dev.slipway.scoring.worker.frame;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Rows;
import dev.slipway.core.table.ColumnType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes rows as the body of a `PREDICT` frame, by column, each part on a multiple of 8 bytes:
///
/// ```
/// u32 rows, u32 columns, u8 code of each column, then each column:
///   0 numbers     f64 each, NaN where missing
///   1 integers    i64 each, none missing
///   2 flags       u8 each: 0, 1, or 2 where missing
///   3 times       i64 milliseconds since 1970 in UTC each, the least i64 where missing
///   4 texts       u8 each, 1 where missing; u32 offsets, one more than rows; UTF-8
/// ```
///
/// An integer column in which something is missing goes as numbers, as pandas would hold it. Reuses one
/// buffer: one owner at a time.
public final class RowsBody {
  private static final byte NUMBERS = 0;
  private static final byte INTEGERS = 1;
  private static final byte FLAGS = 2;
  private static final byte TIMES = 3;
  private static final byte TEXTS = 4;
  private static final int KEPT = 1 << 22;

  /// The longest body: what a worker accepts.
  static final int LONGEST = 1 << 30;

  private final List<ColumnType> columns;
  private ByteBuffer buffer = WorkerChannel.littleEndian(1 << 12);

  public RowsBody(List<ColumnType> columns) {
    this.columns = List.copyOf(columns);
  }

  /// The integer columns that have to go as numbers. Rows with equal shapes look the same to the model
  /// together as they do alone.
  public static BitSet shape(List<ColumnType> columns, Rows rows) {
    BitSet inexact = new BitSet(0);
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c) == ColumnType.INTEGER && !whole(rows, c)) {
        inexact.set(c);
      }
    }
    return inexact;
  }

  private static boolean whole(Rows rows, int column) {
    for (int r = 0; r < rows.size(); r++) {
      double value = rows.number(r, column);
      if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
        return false;
      }
    }
    return true;
  }

  /// The rows of all parts, one after the other; they share a shape.
  public ByteBuffer encode(List<Rows> parts, BitSet shape) {
    int rows = parts.stream().mapToInt(Rows::size).sum();
    if (buffer.capacity() > KEPT) {
      buffer = WorkerChannel.littleEndian(1 << 12);
    }
    buffer.clear();
    room(8 + columns.size());
    buffer.putInt(rows).putInt(columns.size());
    for (int c = 0; c < columns.size(); c++) {
      buffer.put(code(c, shape));
    }
    align();
    for (int c = 0; c < columns.size(); c++) {
      byte code = code(c, shape);
      if (code == TEXTS) {
        texts(parts, c, rows);
      } else {
        room(8L * rows);
        for (Rows part : parts) {
          column(part, c, code);
        }
      }
      align();
    }
    return buffer.flip();
  }

  private byte code(int column, BitSet shape) {
    return switch (columns.get(column)) {
      case DECIMAL -> NUMBERS;
      case INTEGER -> shape.get(column) ? NUMBERS : INTEGERS;
      case BOOLEAN -> FLAGS;
      case DATETIME -> TIMES;
      case STRING -> TEXTS;
    };
  }

  private void column(Rows rows, int column, byte code) {
    for (int r = 0; r < rows.size(); r++) {
      double value = rows.number(r, column);
      switch (code) {
        case NUMBERS -> buffer.putDouble(value);
        case INTEGERS -> buffer.putLong((long) value);
        case FLAGS -> buffer.put((byte) (Double.isNaN(value) ? 2 : value == 0 ? 0 : 1));
        case TIMES -> buffer.putLong(Double.isNaN(value) ? Long.MIN_VALUE : (long) value);
        default -> throw new IllegalStateException("a column with code " + code);
      }
    }
  }

  private void texts(List<Rows> parts, int column, int rows) {
    room(rows + 16L + 4L * rows);
    for (Rows part : parts) {
      for (int r = 0; r < part.size(); r++) {
        buffer.put((byte) (part.text(r, column) == null ? 1 : 0));
      }
    }
    align();
    int offsets = buffer.position();
    int start = offsets + 4 * (rows + 1) + 7 & ~7;
    room(start - offsets);
    buffer.position(start);
    int row = 0;
    for (Rows part : parts) {
      for (int r = 0; r < part.size(); r++) {
        buffer.putInt(offsets + 4 * row++, buffer.position() - start);
        @Nullable String text = part.text(r, column);
        if (text != null) {
          byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
          room(utf8.length);
          buffer.put(utf8);
        }
      }
    }
    buffer.putInt(offsets + 4 * row, buffer.position() - start);
  }

  private void align() {
    room(8);
    while ((buffer.position() & 7) != 0) {
      buffer.put((byte) 0);
    }
  }

  private void room(long bytes) {
    long needed = buffer.position() + bytes + 8;
    if (needed <= buffer.capacity()) {
      return;
    }
    if (needed > LONGEST) {
      throw new SlipwayException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "the rows take more than %d bytes; send fewer at once".formatted(LONGEST));
    }
    ByteBuffer larger =
        WorkerChannel.littleEndian(
            (int) Math.min(LONGEST, Math.max(needed, 2L * buffer.capacity())));
    buffer = larger.put(buffer.flip());
  }
}
