package dev.slipway.scoring.column;

import dev.slipway.core.model.Rows;
import java.util.Map;

/// The number that a dictionary gives for a text: a category's code, its mean target, its frequency.
///
/// @param unseen what a text gets that is not in the dictionary
/// @param missing what a missing text gets
public record NumberOfText(int from, Map<String, Double> numbers, double unseen, double missing)
    implements ColumnOperation {
  public NumberOfText {
    numbers = Map.copyOf(numbers);
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    for (int r = 0; r < in.size(); r++) {
      String text = in.text(r, from);
      if (text == null) {
        out.number(r, at, missing);
      } else {
        Double number = numbers.get(text);
        out.number(r, at, number == null ? unseen : number);
      }
    }
  }
}
