package dev.slipway.serving.plane;

import dev.slipway.core.model.Rows;
import dev.slipway.core.table.Table;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// The inputs of one prediction, copied out of the request's rows: two arrays, whose cells become objects
/// only when the log is written.
final class LoggedRow extends AbstractList<@Nullable Object> implements RandomAccess {
  private final double[] numbers;
  private final @Nullable String[] texts;

  LoggedRow(Rows rows, int row) {
    int from = row * rows.width();
    this.numbers = Arrays.copyOfRange(rows.numbers(), from, from + rows.width());
    this.texts =
        rows.hasTexts()
            ? Arrays.copyOfRange(rows.texts(), from, from + rows.width())
            : new String[0];
  }

  @Override
  public @Nullable Object get(int column) {
    if (texts.length > 0 && texts[column] != null) {
      return texts[column];
    }
    double number = numbers[column];
    return Table.isNull(number) ? null : (Object) number;
  }

  @Override
  public int size() {
    return numbers.length;
  }
}
