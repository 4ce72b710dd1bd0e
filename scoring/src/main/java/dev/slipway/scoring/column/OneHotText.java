package dev.slipway.scoring.column;

import dev.slipway.core.model.Rows;
import java.util.Map;

/// One column for each category of a text: 1 where the row has it, 0 elsewhere.
///
/// @param position the column of each category; a text that is not here has zeros only
/// @param missing the column of a missing text, or -1 for zeros
public record OneHotText(int from, int width, Map<String, Integer> position, int missing)
    implements ColumnOperation {
  public OneHotText {
    position = Map.copyOf(position);
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    for (int r = 0; r < in.size(); r++) {
      for (int i = 0; i < width; i++) {
        out.number(r, at + i, 0);
      }
      String text = in.text(r, from);
      Integer found = text == null ? Integer.valueOf(missing) : position.get(text);
      if (found != null && found >= 0) {
        out.number(r, at + found, 1);
      }
    }
  }
}
