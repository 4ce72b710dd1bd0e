package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Products of columns: each output multiplies the columns that its list names, one of them as often as it
/// is named.
///
/// @param factors positions in the rows; an empty list is the constant 1
record Powers(int[][] factors) implements ColumnOperation {

  /// All products of `low` to `high` of the columns, in scikit-learn's order: by degree, then
  /// lexicographic.
  static Powers of(
      int[] columns, int low, int high, boolean distinct, boolean bias, Reading reading) {
    List<int[]> products = new ArrayList<>();
    if (bias) {
      products.add(new int[0]);
    }
    List<int[]> ofDegree = List.of(new int[0]);
    for (int degree = 1; degree <= high; degree++) {
      List<int[]> next = new ArrayList<>();
      for (int[] product : ofDegree) {
        int last = product.length == 0 ? (distinct ? -1 : 0) : product[product.length - 1];
        for (int c = distinct ? last + 1 : last; c < columns.length; c++) {
          int[] longer = java.util.Arrays.copyOf(product, product.length + 1);
          longer[product.length] = c;
          next.add(longer);
          reading.spend(longer.length);
        }
      }
      if (degree >= low) {
        products.addAll(next);
      }
      ofDegree = next;
    }
    if (products.isEmpty()) {
      throw Refusal.corrupt("PolynomialFeatures has no features");
    }
    for (int[] product : products) {
      for (int i = 0; i < product.length; i++) {
        product[i] = columns[product[i]];
      }
    }
    return new Powers(products.toArray(int[][]::new));
  }

  /// What scikit-learn calls the products, such as `a^2 b`.
  List<String> names(Frame in) {
    Map<Integer, String> names = new HashMap<>();
    in.columns().forEach(column -> names.put(column.at(), column.name()));
    return Arrays.stream(factors).map(product -> name(product, names)).toList();
  }

  private static String name(int[] product, Map<Integer, String> names) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < product.length; ) {
      int column = product[i];
      int times = 0;
      for (; i < product.length && product[i] == column; i++) {
        times++;
      }
      parts.add(names.get(column) + (times > 1 ? "^" + times : ""));
    }
    return parts.isEmpty() ? "1" : String.join(" ", parts);
  }

  @Override
  public int width() {
    return factors.length;
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    for (int r = 0; r < in.size(); r++) {
      for (int f = 0; f < factors.length; f++) {
        double product = 1;
        for (int column : factors[f]) {
          product *= in.number(r, column);
        }
        out.number(r, at + f, product);
      }
    }
  }
}
