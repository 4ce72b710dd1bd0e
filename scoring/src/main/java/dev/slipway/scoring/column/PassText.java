package dev.slipway.scoring.column;

import dev.slipway.core.model.Rows;

/// A text as it is.
public record PassText(int from) implements ColumnOperation {
  @Override
  public int width() {
    return 1;
  }

  @Override
  public boolean text() {
    return true;
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    for (int r = 0; r < in.size(); r++) {
      out.text(r, at, in.text(r, from));
    }
  }
}
