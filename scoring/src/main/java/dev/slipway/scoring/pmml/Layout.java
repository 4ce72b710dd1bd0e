package dev.slipway.scoring.pmml;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What a whole document shares while it is compiled: the cells of the [Frame] handed out so far, the
/// functions that it defines, and a budget, so that no document can unfold without bounds.
final class Layout {
  private static final int MOST_CELLS = 20_000_000;
  private static final int MOST_CALLS = 100_000;
  private static final int DEEPEST = 1000;

  private final Map<String, Element> functions = new HashMap<>();
  private final Set<String> underway = new HashSet<>();
  private int numbers;
  private int texts;
  private int calls;
  private int depth;

  int number() {
    return numbers(1);
  }

  /// The first of `count` cells side by side.
  int numbers(int count) {
    if (count > MOST_CELLS - numbers) {
      throw Element.corrupt("needs more than %d values a row".formatted(MOST_CELLS));
    }
    numbers += count;
    return numbers - count;
  }

  int text() {
    return texts++;
  }

  /// Counts an expression inside another, through fields and functions too.
  void deeper() {
    if (++depth > DEEPEST) {
      throw Element.corrupt("nests expressions deeper than %d".formatted(DEEPEST));
    }
  }

  void shallower() {
    depth--;
  }

  Frame frame() {
    return new Frame(numbers, texts);
  }

  void define(Element function) {
    functions.put(function.attribute("name"), function);
  }

  boolean defines(String function) {
    return functions.containsKey(function);
  }

  /// A defined function, until [#leave] is told that its call is built.
  Element enter(String function) {
    Element definition = functions.get(function);
    if (definition == null || !underway.add(function)) {
      throw Element.corrupt(
          "defines the function '%s' by itself".formatted(Element.abbreviated(function)));
    }
    if (++calls > MOST_CALLS) {
      throw Element.corrupt(
          "calls functions that unfold into more than %d calls".formatted(MOST_CALLS));
    }
    return definition;
  }

  void leave(String function) {
    underway.remove(function);
  }
}
