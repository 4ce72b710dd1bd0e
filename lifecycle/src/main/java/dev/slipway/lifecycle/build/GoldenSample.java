package dev.slipway.lifecycle.build;

import dev.slipway.core.model.Field;
import dev.slipway.core.model.Signature;
import dev.slipway.core.modelpackage.GoldenRows;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import dev.slipway.lifecycle.evaluation.Evaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Draws the golden rows of a package: rows spread evenly over the held-out table, with the scores that
/// the model gives for them now.
final class GoldenSample {
  private static final int ROWS = 50;

  /// The same engine gives the same bits on every machine; this allows for a native library's.
  private static final double TOLERANCE = 1e-6;

  private GoldenSample() {}

  static GoldenRows of(Evaluator evaluator, Table heldOut) {
    int count = Math.min(ROWS, heldOut.rows());
    int[] positions =
        IntStream.range(0, count).map(i -> (int) ((long) i * heldOut.rows() / count)).toArray();
    Table rows = inputs(evaluator.signature(), heldOut.rows(positions));
    return GoldenRows.of(rows, evaluator.score(rows), TOLERANCE);
  }

  /// The signature's columns of a table, with the signature's types.
  static Table inputs(Signature signature, Table table) {
    List<Column> columns = new ArrayList<>();
    List<Object> cells = new ArrayList<>();
    for (Field input : signature.inputs()) {
      columns.add(new Column(input.name(), input.type()));
      cells.add(input.type().numeric() ? table.numbers(input.name()) : table.texts(input.name()));
    }
    return new Table(new Schema(columns), table.rows(), cells);
  }
}
