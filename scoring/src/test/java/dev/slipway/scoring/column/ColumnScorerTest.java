package dev.slipway.scoring.column;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Signature;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.linear.LinearEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ColumnScorerTest {
  /// Remembers how many rows it was given at a time.
  private record Wide(List<Integer> calls) implements ColumnOperation {
    @Override
    public int width() {
      return 1;
    }

    @Override
    public int widest() {
      return 1 << 20;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      calls.add(in.size());
      for (int r = 0; r < in.size(); r++) {
        String text = in.text(r, 1);
        out.number(r, at, in.number(r, 0) + (text == null ? 0 : text.length()));
      }
    }
  }

  @Test
  void takesTheRowsOfAWideModelInBlocks() {
    List<Integer> calls = new ArrayList<>();
    Signature signature =
        new Signature(
            List.of(
                Field.optional("number", ColumnType.DECIMAL),
                Field.optional("text", ColumnType.STRING)),
            new Output.Values(List.of("sum")));
    ColumnScorer scorer =
        new ColumnScorer(
            signature,
            "test",
            List.of(Stage.of(new Wide(calls))),
            new LinearEngine(new double[][] {{2}}, new double[1]));
    Rows rows = Rows.forSignature(signature);
    for (int r = 0; r < 10; r++) {
      rows.add();
      rows.number(r, 0, r);
      rows.text(r, 1, "x".repeat(r));
    }
    double[] out = new double[10];
    scorer.score(rows, out);
    assertThat(out).containsExactly(0, 4, 8, 12, 16, 20, 24, 28, 32, 36);
    assertThat(calls).containsExactly(4, 4, 2);
  }
}
