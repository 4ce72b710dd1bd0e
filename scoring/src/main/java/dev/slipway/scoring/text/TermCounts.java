package dev.slipway.scoring.text;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.sparse.SparseOperation;
import dev.slipway.scoring.sparse.SparseRows;
import java.util.Arrays;

/// How often each term is in a text column.
///
/// @param binary whether a term that is there at all counts as 1
public record TermCounts(int from, Analyzer analyzer, TermIndex index, boolean binary)
    implements SparseOperation {
  @Override
  public int width() {
    return index.width();
  }

  @Override
  public SparseRows rows(Rows in) {
    SparseRows rows = new SparseRows(in.size());
    Found found = new Found(index);
    for (int r = 0; r < in.size(); r++) {
      String text = in.text(r, from);
      found.size = 0;
      if (text != null) {
        analyzer.analyze(text, found);
      }
      found.count(rows, binary);
      rows.endRow();
    }
    return rows;
  }

  /// The columns of the terms of one text, one for each time.
  private static final class Found implements Analyzer.Terms {
    private final TermIndex index;
    private int[] codes = new int[64];
    private int size;

    private Found(TermIndex index) {
      this.index = index;
    }

    @Override
    public void term(char[] chars, int from, int to) {
      int code = index.find(chars, from, to);
      if (code == TermIndex.ABSENT) {
        return;
      }
      if (size == codes.length) {
        codes = Arrays.copyOf(codes, 2 * size);
      }
      codes[size++] = code;
    }

    private void count(SparseRows rows, boolean binary) {
      Arrays.sort(codes, 0, size);
      int i = 0;
      while (i < size) {
        int column = codes[i] >> 1;
        int count = 0;
        for (; i < size && codes[i] >> 1 == column; i++) {
          count += (codes[i] & 1) == 0 ? 1 : -1;
        }
        rows.add(column, binary ? 1 : count);
      }
    }
  }
}
