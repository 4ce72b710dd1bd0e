package dev.slipway.scoring.onnx.kernel;

import dev.slipway.scoring.onnx.file.ElementType;
import dev.slipway.scoring.onnx.file.OnnxNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Categories as numbers.
final class Encoding {
  private Encoding() {}

  /// One column for each category, for each column of the input.
  static void oneHot(OnnxNode node, Plan plan) {
    Block from = plan.block(node, 0);
    Map<Object, Integer> position = new HashMap<>();
    int categories = 0;
    if (from.texts()) {
      for (String category : node.texts("cats_strings")) {
        position.put(category, categories++);
      }
    } else {
      for (long category : node.integers("cats_int64s")) {
        position.put(category, categories++);
      }
    }
    boolean typed = from.type() != ElementType.BOOL && from.type() != ElementType.INT32;
    if (categories == 0 || !typed || node.integer("zeros", 1) == 0 || from.tail().length > 1) {
      throw Plan.notCompiled(node, "that refuses unknown categories");
    }
    int width = categories;
    int[] tail = from.tail().length == 0 ? new int[] {width} : new int[] {from.width(), width};
    Block to = plan.make(node.outputs().getFirst(), ElementType.FLOAT, tail);
    plan.add(tape -> {
      double[] out = tape.makeNumbers(to);
      for (int i = 0; i < out.length / width; i++) {
        Integer column = position.get(key(tape, from, i));
        if (column != null) {
          out[i * width + column] = 1;
        }
      }
    });
  }

  /// A text, or a number without its fraction. Nothing else can be a category.
  private static @Nullable Object key(Tape tape, Block from, int at) {
    if (from.texts()) {
      return tape.texts(from)[at];
    }
    double number = tape.numbers(from)[at];
    return Double.isNaN(number) ? null : Long.valueOf((long) number);
  }

  /// The value that stands beside a key, from texts or integers to numbers.
  static void labels(OnnxNode node, Plan plan) {
    Block from = plan.block(node, 0);
    Map<Object, Double> values = new HashMap<>();
    boolean whole = node.has("values_int64s");
    double[] numbers =
        whole
            ? java.util.Arrays.stream(node.integers("values_int64s")).asDoubleStream().toArray()
            : node.numbers("values_floats");
    List<?> keys =
        from.texts()
            ? node.texts("keys_strings")
            : java.util.Arrays.stream(node.integers("keys_int64s")).boxed().toList();
    boolean typed = from.texts() || from.type() == ElementType.INT64;
    if (!typed || keys.isEmpty() || keys.size() != numbers.length || node.has("default_tensor")) {
      throw Plan.notCompiled(node, "between these types");
    }
    for (int i = 0; i < numbers.length; i++) {
      // The first of equal keys counts.
      values.putIfAbsent(keys.get(i), numbers[i]);
    }
    double unseen =
        whole ? (double) node.integer("default_int64", -1) : node.number("default_float", -0f);
    ElementType type = whole ? ElementType.INT64 : ElementType.FLOAT;
    Block to = plan.make(node.outputs().getFirst(), type, from.tail());
    plan.add(tape -> {
      double[] out = tape.makeNumbers(to);
      for (int i = 0; i < out.length; i++) {
        Double value = values.get(key(tape, from, i));
        out[i] = value == null ? unseen : value;
      }
    });
  }
}
