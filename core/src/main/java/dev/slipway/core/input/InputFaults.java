package dev.slipway.core.input;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Collects everything wrong with a request, so that the caller learns it all at once. Reusable; not
/// thread-safe.
///
/// Which rows are faulty is always known; of the faults themselves the first [#KEPT] are kept, since a
/// client that sends one wrong column sends it in every row.
public final class InputFaults {
  public static final int KEPT = 100;
  private static final int VALUE_LENGTH = 80;

  private final List<InputFault> kept = new ArrayList<>();
  private final BitSet rows = new BitSet();
  private long count;

  public void add(int row, String field, Rule rule, String value, String message) {
    count++;
    rows.set(row);
    if (kept.size() < KEPT) {
      kept.add(new InputFault(row, shortened(field), rule, shortened(value), message));
    }
  }

  public boolean isEmpty() {
    return count == 0;
  }

  public boolean has(int row) {
    return rows.get(row);
  }

  public int faultyRows() {
    return rows.cardinality();
  }

  /// How many there are, kept or not.
  public long count() {
    return count;
  }

  public List<InputFault> kept() {
    return List.copyOf(kept);
  }

  public List<InputFault> of(int row) {
    return kept.stream().filter(f -> f.row() == row).toList();
  }

  public void clear() {
    kept.clear();
    rows.clear();
    count = 0;
  }

  private static String shortened(String text) {
    return text.length() <= VALUE_LENGTH ? text : text.substring(0, VALUE_LENGTH) + "…";
  }
}
