package dev.slipway.scoring.catboost;

import java.util.HashMap;
import java.util.Map;

/// Where a model lists the feature that it refers to by number. Numeric and categorical features are
/// numbered apart.
final class FeatureOrder {
  private final Map<Integer, Integer> floats = new HashMap<>();
  private final Map<Integer, Integer> categories = new HashMap<>();

  void addFloat(int number) {
    add(floats, number, "numeric");
  }

  void addCategory(int number) {
    add(categories, number, "categorical");
  }

  int ofFloat(int number) {
    return find(floats, number, "numeric");
  }

  int ofCategory(int number) {
    return find(categories, number, "categorical");
  }

  private static void add(Map<Integer, Integer> order, int number, String kind) {
    if (order.putIfAbsent(number, order.size()) != null) {
      throw Refusal.corrupt("has %s feature %d twice".formatted(kind, number));
    }
  }

  private static int find(Map<Integer, Integer> order, int number, String kind) {
    Integer position = order.get(number);
    if (position == null) {
      throw Refusal.corrupt(
          "reads %s feature %d, but has %d".formatted(kind, number, order.size()));
    }
    return position;
  }
}
