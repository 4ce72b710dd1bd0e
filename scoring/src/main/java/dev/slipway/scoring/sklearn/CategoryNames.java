package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import java.util.Arrays;
import java.util.List;

/// The names of the columns that a category is spread over: the column's name and the category, as Python
/// writes it.
final class CategoryNames {
  private CategoryNames() {}

  /// @param slots of each category; -1 where it has none
  /// @param grouped whether the last slot is that of all infrequent categories
  static List<String> of(
      String column, NumpyArray categories, int[] slots, int width, boolean grouped) {
    String[] names = new String[width];
    Arrays.fill(names, column);
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] >= 0) {
        boolean shared = grouped && slots[i] == width - 1;
        names[slots[i]] = column + "_" + (shared ? "infrequent_sklearn" : shown(categories, i));
      }
    }
    return List.of(names);
  }

  private static String shown(NumpyArray categories, int index) {
    String text = categories.text(index);
    if (text != null) {
      return text;
    }
    return switch (categories.type().kind()) {
      case INTEGER, UNSIGNED -> String.valueOf(categories.integer(index));
      case BOOLEAN -> categories.integer(index) != 0 ? "True" : "False";
      case OBJECT -> object(categories.object(index));
      case FLOAT, TEXT, BYTES, RECORD -> real(categories.number(index));
    };
  }

  private static String object(Pickled category) {
    if (category == Pickled.None.NONE) {
      return "None";
    }
    return switch (category) {
      case Pickled.Bool(boolean flag) -> flag ? "True" : "False";
      case Pickled.Int(long number) -> String.valueOf(number);
      case Pickled.Real(double number) -> real(number);
      default -> "…";
    };
  }

  private static String real(double number) {
    return Double.isNaN(number) ? "nan" : String.valueOf(number);
  }
}
