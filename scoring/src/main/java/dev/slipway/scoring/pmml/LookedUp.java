package dev.slipway.scoring.pmml;

import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// A value out of a table, as the type that the element or its use asks for.
final class LookedUp {
  private LookedUp() {}

  /// @param wanted the type where the element has no `dataType`; text where neither is there
  /// @param place the index in `values` for a row, or below 0 where it has none
  static Expression of(
      Element element,
      Optional<FieldType> wanted,
      @Nullable String[] values,
      ToIntFunction<Frame> place) {
    FieldType type =
        element
            .optional("dataType")
            .map(t -> FieldType.named(t, element))
            .or(() -> wanted)
            .orElse(FieldType.TEXT);
    if (type == FieldType.TEXT) {
      return (Expression.Text)
          frame -> {
            int at = place.applyAsInt(frame);
            return at < 0 ? null : values[at];
          };
    }
    double[] numbers = numbers(values, type);
    return (Expression.Number)
        frame -> {
          int at = place.applyAsInt(frame);
          return at < 0 ? Double.NaN : numbers[at];
        };
  }

  private static double[] numbers(@Nullable String[] texts, FieldType type) {
    double[] numbers = new double[texts.length];
    for (int i = 0; i < texts.length; i++) {
      String text = texts[i];
      numbers[i] = text == null ? Double.NaN : type.parsed(text);
      if (text != null && Double.isNaN(numbers[i]) && !text.strip().equals("NaN")) {
        throw Element.corrupt(
            "maps to '%s', which is no %s".formatted(Element.abbreviated(text), type));
      }
    }
    return numbers;
  }
}
