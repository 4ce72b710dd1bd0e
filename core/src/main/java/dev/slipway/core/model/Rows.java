package dev.slipway.core.model;

import dev.slipway.core.table.Column;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The rows that a scorer reads: row-major, one slot for each input of the signature, reusable from
/// request to request without allocating.
///
/// Slot `row * width + column` of `numbers` holds a numeric input ([Table#NULL] or NaN where missing); the
/// same slot of `texts` holds a string input, or null. Not thread-safe: one owner at a time.
public final class Rows {
  private final int width;
  private final boolean hasTexts;
  private int size;
  private double[] numbers;
  private @Nullable String[] texts;
  private final long[] marks;

  public Rows(int width, boolean hasTexts) {
    this.width = width;
    this.marks = new long[(width + 63) / 64];
    this.hasTexts = hasTexts;
    this.numbers = new double[width];
    this.texts = hasTexts ? new String[width] : new String[0];
  }

  /// `size` rows at once, in which everything is missing.
  public Rows(int width, boolean hasTexts, int size) {
    this.width = width;
    this.hasTexts = hasTexts;
    this.size = size;
    this.marks = new long[(width + 63) / 64];
    this.numbers = new double[Math.multiplyExact(width, size)];
    this.texts = hasTexts ? new String[numbers.length] : new String[0];
    Arrays.fill(numbers, Table.NULL);
  }

  public static Rows forSignature(Signature signature) {
    return new Rows(
        signature.inputs().size(), signature.inputs().stream().anyMatch(f -> !f.type().numeric()));
  }

  /// The rows of a table whose columns carry the names of the signature; others are passed over, absent
  /// ones are missing.
  public static Rows of(Signature signature, Table table) {
    Rows rows = forSignature(signature);
    for (int r = 0; r < table.rows(); r++) {
      rows.add();
    }
    Schema schema = table.schema();
    for (int c = 0; c < signature.inputs().size(); c++) {
      int from = schema.indexOf(signature.inputs().get(c).name());
      if (from < 0) {
        continue;
      }
      Column column = schema.columns().get(from);
      boolean wantsNumber = signature.inputs().get(c).type().numeric();
      for (int r = 0; r < table.rows(); r++) {
        if (wantsNumber && column.type().numeric()) {
          rows.number(r, c, table.numbers(from)[r]);
        } else if (!wantsNumber && !column.type().numeric()) {
          rows.text(r, c, table.texts(from)[r]);
        }
      }
    }
    return rows;
  }

  public int width() {
    return width;
  }

  public int size() {
    return size;
  }

  public boolean hasTexts() {
    return hasTexts;
  }

  public void clear() {
    size = 0;
  }

  /// Appends a row in which everything is missing and returns its index.
  public int add() {
    int from = size * width;
    int to = from + width;
    if (to > numbers.length) {
      int capacity = Math.max(to, numbers.length * 2);
      numbers = Arrays.copyOf(numbers, capacity);
      if (hasTexts) {
        texts = Arrays.copyOf(texts, capacity);
      }
    }
    Arrays.fill(numbers, from, to, Table.NULL);
    if (hasTexts) {
      Arrays.fill(texts, from, to, null);
    }
    Arrays.fill(marks, 0);
    return size++;
  }

  /// Marks that the last row has been given this column, and says whether it was not before. A missing value may
  /// have been given too, which the slot does not show.
  public boolean mark(int column) {
    long before = marks[column >> 6];
    marks[column >> 6] = before | 1L << column;
    return marks[column >> 6] != before;
  }

  /// Whether the last row has been given this column.
  public boolean marked(int column) {
    return (marks[column >> 6] & 1L << column) != 0;
  }

  /// Takes the last row back, where it turned out to be faulty.
  public void removeLast() {
    size--;
  }

  public double number(int row, int column) {
    return numbers[row * width + column];
  }

  public void number(int row, int column, double value) {
    numbers[row * width + column] = value;
  }

  public @Nullable String text(int row, int column) {
    return texts[row * width + column];
  }

  public void text(int row, int column, @Nullable String value) {
    texts[row * width + column] = value;
  }

  /// The backing array; it may be longer than `size() * width()`.
  public double[] numbers() {
    return numbers;
  }

  /// The backing array, empty where the signature has no string input.
  public @Nullable String[] texts() {
    return texts;
  }
}
