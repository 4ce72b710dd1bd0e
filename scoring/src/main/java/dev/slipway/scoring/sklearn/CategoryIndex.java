package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.pickle.DType;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The position of a row's value among the categories of a column, or [#UNKNOWN].
sealed interface CategoryIndex {
  int UNKNOWN = -1;

  int find(Rows rows, int row, int column);

  /// The position of a missing value, or [#UNKNOWN].
  int missing();

  String shown(Rows rows, int row, int column);

  /// Reads the categories of column `index` of `in`, and says what that makes of the input.
  static CategoryIndex read(
      NumpyArray categories, Frame in, int index, Reading reading, String who) {
    reading.spend(categories.size());
    int missing = UNKNOWN;
    Map<String, Integer> texts = new HashMap<>();
    Map<Double, Integer> numbers = new HashMap<>();
    for (int i = 0; i < categories.size(); i++) {
      String text = categories.text(i);
      if (text != null) {
        texts.put(text, i);
      } else if (isMissing(categories, i)) {
        missing = i;
      } else {
        numbers.put(categories.number(i) + 0.0, i);
      }
    }
    if (!texts.isEmpty() && !numbers.isEmpty()) {
      throw Refusal.unsupported("%s on a column that mixes text and numbers".formatted(who));
    }
    if (!texts.isEmpty()) {
      in.wantText(index, reading.inputs(), who);
      return new Texts(Map.copyOf(texts), missing);
    }
    if (categories.type().kind() == DType.Kind.BOOLEAN && in.columns().get(index).raw()) {
      reading.inputs().type(in.columns().get(index).origin(), ColumnType.BOOLEAN);
    }
    double[] keys = numbers.keySet().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int[] positions = Arrays.stream(keys).mapToInt(numbers::get).toArray();
    return new Numbers(keys, positions, missing);
  }

  private static boolean isMissing(NumpyArray categories, int index) {
    return categories.type().kind() == DType.Kind.OBJECT
            && categories.object(index) == Pickled.None.NONE
        || Double.isNaN(categories.number(index));
  }

  /// Categories of a text column.
  record Texts(Map<String, Integer> positions, int missing) implements CategoryIndex {
    @Override
    public int find(Rows rows, int row, int column) {
      String text = rows.text(row, column);
      if (text == null) {
        return missing;
      }
      Integer position = positions.get(text);
      return position == null ? UNKNOWN : position;
    }

    @Override
    public String shown(Rows rows, int row, int column) {
      String text = rows.text(row, column);
      return text == null ? "a missing value" : "'" + text + "'";
    }
  }

  /// Categories of a column of numbers, ascending.
  record Numbers(double[] keys, int[] positions, int missing) implements CategoryIndex {
    @Override
    public int find(Rows rows, int row, int column) {
      double number = rows.number(row, column) + 0.0;
      if (Double.isNaN(number)) {
        return missing;
      }
      int found = Arrays.binarySearch(keys, number);
      return found < 0 ? UNKNOWN : positions[found];
    }

    @Override
    public String shown(Rows rows, int row, int column) {
      double number = rows.number(row, column);
      return Double.isNaN(number) ? "a missing value" : String.valueOf(number);
    }
  }
}
