package dev.slipway.scoring.document;

import java.util.List;
import java.util.Map;

/// A value of a document. A list of nothing but numbers is `Numbers`, so that a model's arrays cost eight
/// bytes an element.
sealed interface Value {
  record Text(String text) implements Value {}

  record Number(double number) implements Value {}

  record Flag(boolean flag) implements Value {}

  record Nothing() implements Value {}

  record Numbers(double[] numbers) implements Value {}

  record Items(List<Value> items) implements Value {}

  record Fields(Map<String, Value> fields) implements Value {}

  Nothing NOTHING = new Nothing();

  /// What a message calls it.
  default String kind() {
    return switch (this) {
      case Text _ -> "a text";
      case Number _ -> "a number";
      case Flag _ -> "true or false";
      case Nothing _ -> "null";
      case Numbers _, Items _ -> "a list";
      case Fields _ -> "an object";
    };
  }
}
