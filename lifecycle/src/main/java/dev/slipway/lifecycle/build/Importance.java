package dev.slipway.lifecycle.build;

import dev.slipway.core.table.Column;
import dev.slipway.core.table.Table;
import dev.slipway.lifecycle.evaluation.Evaluator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How much each input moves the model's score: the mean absolute change of the score when the input is
/// permuted over rows, as a share of all inputs' (permutation importance after Breiman 2001, on the score
/// rather than on the loss, so that it needs no truth).
final class Importance {
  private static final int ROWS = 2_000;
  private static final long SEED = 20_010_101;

  private Importance() {}

  static Map<String, Double> of(Evaluator evaluator, Table heldOut) {
    int count = Math.min(ROWS, heldOut.rows());
    Table sample =
        heldOut.rows(
            IntStream.range(0, count)
                .map(i -> (int) ((long) i * heldOut.rows() / count))
                .toArray());
    double[] before = evaluator.score(sample);
    Map<String, Double> changes = new LinkedHashMap<>();
    double sum = 0;
    for (Column input : evaluator.signature().inputSchema().columns()) {
      double[] after = evaluator.score(permuted(sample, input.name()));
      double change = 0;
      for (int i = 0; i < before.length; i++) {
        double difference = Math.abs(after[i] - before[i]);
        change += Double.isNaN(difference) ? 0 : difference;
      }
      changes.put(input.name(), change);
      sum += change;
    }
    double total = sum;
    changes.replaceAll((_, change) -> total == 0 ? 1.0 / changes.size() : change / total);
    return changes;
  }

  private static Table permuted(Table table, String column) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] order = IntStream.range(0, table.rows()).toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    Table shuffled = table.rows(order);
    List<Object> cells = new ArrayList<>();
    for (int c = 0; c < table.schema().size(); c++) {
      Column at = table.schema().columns().get(c);
      Table from = at.name().equals(column) ? shuffled : table;
      cells.add(at.type().numeric() ? from.numbers(c) : from.texts(c));
    }
    return new Table(table.schema(), table.rows(), cells);
  }
}
