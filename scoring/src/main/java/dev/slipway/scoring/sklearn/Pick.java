package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;

/// Some columns as they are, numbers and texts, in a new order.
///
/// @param text whether any of them may be text
record Pick(int[] from, boolean text) implements ColumnOperation {
  @Override
  public int width() {
    return from.length;
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    boolean texts = text && in.hasTexts();
    for (int r = 0; r < in.size(); r++) {
      for (int i = 0; i < from.length; i++) {
        out.number(r, at + i, in.number(r, from[i]));
        if (texts) {
          out.text(r, at + i, in.text(r, from[i]));
        }
      }
    }
  }
}
