package dev.slipway.scoring.lightgbm;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A block of `key=value` lines in a text model, such as the head or one tree.
record Section(String name, Map<String, String> fields) {
  /// Splits a model at `Tree=N` lines and at the end of the trees: the head first, then the trees.
  static List<Section> split(String model) {
    List<Section> sections = new java.util.ArrayList<>();
    Section current = new Section("head", new LinkedHashMap<>());
    sections.add(current);
    for (String line : (Iterable<String>) model.lines()::iterator) {
      if (line.equals("end of trees")) {
        return sections;
      }
      int equals = line.indexOf('=');
      if (line.startsWith("Tree=")) {
        current = new Section("tree " + line.substring(equals + 1), new LinkedHashMap<>());
        sections.add(current);
      } else if (equals > 0) {
        current.fields.put(line.substring(0, equals), line.substring(equals + 1));
      } else if (!line.isEmpty()) {
        current.fields.put(line, "");
      }
    }
    throw new SlipwayException(
        ErrorCode.CORRUPT_MODEL,
        "the LightGBM model ends within '%s'; export it again".formatted(current.name));
  }

  Optional<String> optional(String key) {
    return Optional.ofNullable(fields.get(key));
  }

  String text(String key) {
    return optional(key).orElseThrow(() -> corrupt(key, "is missing"));
  }

  int count(String key, int most) {
    int[] number = integers(key, 1);
    if (number[0] < 0 || number[0] > most) {
      throw corrupt(key, "is %d, expected 0 to %d".formatted(number[0], most));
    }
    return number[0];
  }

  /// Exactly `length` numbers, separated by blanks.
  double[] numbers(String key, int length) {
    String[] words = words(key);
    if (words.length != length) {
      throw corrupt(key, "has %d elements, expected %d".formatted(words.length, length));
    }
    double[] numbers = new double[length];
    for (int i = 0; i < length; i++) {
      try {
        numbers[i] = number(words[i]);
      } catch (NumberFormatException e) {
        throw corrupt(key, "has an element that is no number");
      }
    }
    return numbers;
  }

  private static double number(String word) {
    return switch (word) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan", "-nan" -> Double.NaN;
      default -> Double.parseDouble(word);
    };
  }

  int[] integers(String key, int length) {
    double[] numbers = numbers(key, length);
    int[] integers = new int[length];
    for (int i = 0; i < length; i++) {
      integers[i] = (int) numbers[i];
      if (integers[i] != numbers[i]) {
        throw corrupt(key, "has an element that is no whole number");
      }
    }
    return integers;
  }

  /// Unsigned 32-bit words.
  long[] words32(String key) {
    double[] numbers = numbers(key, words(key).length);
    long[] words = new long[numbers.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = (long) numbers[i];
      if (words[i] != numbers[i] || words[i] < 0 || words[i] > 0xffff_ffffL) {
        throw corrupt(key, "has an element that is no 32-bit word");
      }
    }
    return words;
  }

  private String[] words(String key) {
    String value = text(key).strip();
    return value.isEmpty() ? new String[0] : value.split("\\s+");
  }

  SlipwayException corrupt(String key, String how) {
    return new SlipwayException(
        ErrorCode.CORRUPT_MODEL,
        "'%s' in the LightGBM model's %s %s; export it again".formatted(key, name, how));
  }
}
