package dev.slipway.scoring.sparse;

import java.util.Arrays;

/// Rows of which only the numbers that are not 0 are kept, each with its column. Rows are filled one after
/// the other, columns in any order but none twice. Not thread-safe.
public final class SparseRows {
  private static final int FIRST_CAPACITY = 64;

  private final int[] ends;
  private int rows;
  private int[] columns = new int[FIRST_CAPACITY];
  private double[] numbers = new double[FIRST_CAPACITY];
  private int size;

  public SparseRows(int rows) {
    this.ends = new int[rows];
  }

  /// Appends a number to the row that is being filled.
  public void add(int column, double number) {
    if (size == columns.length) {
      columns = Arrays.copyOf(columns, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    columns[size] = column;
    numbers[size++] = number;
  }

  public void endRow() {
    ends[rows++] = size;
  }

  public int rows() {
    return rows;
  }

  /// The index of the first number of a row.
  public int from(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /// The index behind the last number of a row.
  public int to(int row) {
    return ends[row];
  }

  public int column(int index) {
    return columns[index];
  }

  public double number(int index) {
    return numbers[index];
  }

  public void number(int index, double number) {
    numbers[index] = number;
  }
}
