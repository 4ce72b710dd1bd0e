package dev.slipway.core.expectation;

import dev.slipway.core.input.Flag;
import dev.slipway.core.model.Rows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A value is the one that went in training with another value of the row. A deciding value that training did
/// not have says nothing.
final class DecidedValue implements RowRule {
  private static final int UNKNOWN = -1;

  private final int decider;
  private final int decided;
  private final Flag flag;
  private final boolean byNumber;
  private final boolean toNumber;
  private final double[] numbers;
  private final Map<String, Integer> texts = new HashMap<>();
  private final double[] numbersTo;
  private final String[] textsTo;

  /// @param values texts, or numbers as `Double.toString` writes them
  DecidedValue(
      int decider,
      int decided,
      boolean byNumber,
      boolean toNumber,
      SortedMap<String, String> values,
      Flag flag) {
    this.decider = decider;
    this.decided = decided;
    this.byNumber = byNumber;
    this.toNumber = toNumber;
    this.flag = flag;
    List<Map.Entry<String, String>> pairs =
        values.entrySet().stream()
            .sorted(
                byNumber
                    ? (a, b) -> Double.compare(number(a.getKey()), number(b.getKey()))
                    : Map.Entry.comparingByKey())
            .toList();
    this.numbers =
        byNumber ? pairs.stream().mapToDouble(p -> number(p.getKey())).toArray() : new double[0];
    this.numbersTo =
        toNumber ? pairs.stream().mapToDouble(p -> number(p.getValue())).toArray() : new double[0];
    this.textsTo =
        toNumber ? new String[0] : pairs.stream().map(Map.Entry::getValue).toArray(String[]::new);
    for (int i = 0; i < pairs.size() && !byNumber; i++) {
      texts.put(pairs.get(i).getKey(), i);
    }
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  @Override
  public Flag flag() {
    return flag;
  }

  @Override
  public boolean brokenBy(Rows rows, int row) {
    int at = position(rows, row);
    if (at < 0) {
      return false;
    }
    if (toNumber) {
      double value = rows.number(row, decided);
      return !Double.isNaN(value) && value != numbersTo[at];
    }
    @Nullable String text = rows.text(row, decided);
    return text != null && !text.equals(textsTo[at]);
  }

  private int position(Rows rows, int row) {
    if (byNumber) {
      return Arrays.binarySearch(numbers, rows.number(row, decider) + 0.0);
    }
    @Nullable String text = rows.text(row, decider);
    Integer at = text == null ? null : texts.get(text);
    return at == null ? UNKNOWN : at;
  }
}
