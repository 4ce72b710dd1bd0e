package dev.slipway.lifecycle.evaluation;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Predictions;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.Task;
import dev.slipway.core.modelpackage.ModelPackage.Target;
import dev.slipway.core.project.Truth;
import dev.slipway.core.table.Table;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Scores tables with a model and pairs the scores with the truth.
///
/// @param signature the package's: the names of the table's columns, in the order the scorer takes them
public record Evaluator(Task task, Signature signature, Target target, Scorer scorer) {
  private static final int BATCH = 8_192;

  /// Scores every row: `signature().output().width()` numbers for each.
  public double[] score(Table table) {
    int width = signature.output().width();
    double[] scores = new double[table.rows() * width];
    for (int from = 0; from < table.rows(); from += BATCH) {
      int to = Math.min(table.rows(), from + BATCH);
      Table batch =
          to - from == table.rows() ? table : table.rows(IntStream.range(from, to).toArray());
      double[] out = new double[batch.rows() * width];
      scorer.score(Rows.of(signature, batch), out);
      System.arraycopy(out, 0, scores, from * width, out.length);
    }
    return scores;
  }

  /// Scores a table that has the target. Its rows must be of more than one class.
  public Evaluation evaluate(Table table) {
    if (table.rows() == 0) {
      throw new SlipwayException(ErrorCode.INVALID_DATA, "the held-out table has no rows");
    }
    if (task == Task.OTHER) {
      return new Evaluation.Unjudged(IntStream.range(0, table.rows()).toArray());
    }
    int column = targetColumn(table);
    int[] positions = known(table, column);
    if (positions.length == 0) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "the target '%s' is empty in every held-out row".formatted(target.column()));
    }
    double[] scores = score(table);
    requireNumbers(scores);
    return switch (task) {
      case BINARY_CLASSIFICATION -> binary(table, column, positions, scores);
      case MULTICLASS_CLASSIFICATION -> multiclass(table, column, positions, scores);
      case REGRESSION -> regression(table, column, positions, scores);
      case OTHER -> new Evaluation.Unjudged(positions);
    };
  }

  private void requireNumbers(double[] scores) {
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new SlipwayException(
            ErrorCode.INVALID_DATA,
            "the model gives no number for held-out row %d; it cannot be judged"
                .formatted(i / signature.output().width()));
      }
    }
  }

  private int targetColumn(Table table) {
    int column = table.schema().indexOf(target.column());
    if (column < 0) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "the held-out table has no target column '%s'; its columns are %s"
              .formatted(target.column(), table.schema().names()));
    }
    return column;
  }

  private static int[] known(Table table, int column) {
    IntPredicate known =
        table.schema().columns().get(column).type().numeric()
            ? row -> !Double.isNaN(table.numbers(column)[row])
            : row -> table.texts(column)[row] != null;
    return IntStream.range(0, table.rows()).filter(known).toArray();
  }

  private Evaluation binary(Table table, int column, int[] positions, double[] scores) {
    Output output = signature.output();
    PositiveClass positive = PositiveClass.of(output, target);
    boolean[] truth = new boolean[positions.length];
    double[] picked = new double[positions.length];
    boolean[] predicted = new boolean[positions.length];
    boolean numeric = table.schema().columns().get(column).type().numeric();
    int positives = 0;
    for (int i = 0; i < positions.length; i++) {
      int row = positions[i];
      truth[i] =
          numeric
              ? positive.truth().isPositive(table.numbers(column)[row])
              : positive.truth().isPositive(String.valueOf(table.texts(column)[row]));
      positives += truth[i] ? 1 : 0;
      picked[i] = positive.score(output, scores, row * output.width());
      predicted[i] =
          Predictions.classIndex(output, scores, row * output.width()) == positive.index();
    }
    if (positives == 0 || positives == positions.length) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "the target '%s' has one class only in the held-out rows: '%s' holds for %s of %d; check 'positive' and the split"
              .formatted(
                  target.column(),
                  positive.name(),
                  positives == 0 ? "none" : "all",
                  positions.length));
    }
    return new Evaluation.Binary(
        positions,
        picked,
        output instanceof Output.Probabilities,
        predicted,
        truth,
        positive.name());
  }

  private Evaluation multiclass(Table table, int column, int[] positions, double[] scores) {
    Output output = signature.output();
    Classes classes = PositiveClass.classes(output);
    boolean numeric = table.schema().columns().get(column).type().numeric();
    int[] truth = new int[positions.length];
    int[] predicted = new int[positions.length];
    boolean probabilities = output instanceof Output.Probabilities;
    double[] kept = new double[probabilities ? positions.length * classes.size() : 0];
    for (int i = 0; i < positions.length; i++) {
      int row = positions[i];
      String label =
          numeric
              ? Double.toString(table.numbers(column)[row])
              : String.valueOf(table.texts(column)[row]);
      truth[i] = indexOf(classes, label);
      predicted[i] = Predictions.classIndex(output, scores, row * output.width());
      if (probabilities) {
        System.arraycopy(scores, row * classes.size(), kept, i * classes.size(), classes.size());
      }
    }
    if (IntStream.of(truth).distinct().count() < 2) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "the target '%s' has one class only in the held-out rows".formatted(target.column()));
    }
    return new Evaluation.Multiclass(positions, kept, classes.size(), predicted, truth);
  }

  private Evaluation regression(Table table, int column, int[] positions, double[] scores) {
    if (!table.schema().columns().get(column).type().numeric()) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "the target '%s' holds text; a regression needs a number".formatted(target.column()));
    }
    int width = signature.output().width();
    double[] truth = new double[positions.length];
    double[] predicted = new double[positions.length];
    for (int i = 0; i < positions.length; i++) {
      truth[i] = table.numbers(column)[positions[i]];
      predicted[i] = scores[positions[i] * width];
    }
    return new Evaluation.Regression(positions, predicted, truth);
  }

  private static int indexOf(Classes classes, String label) {
    for (int i = 0; i < classes.size(); i++) {
      Optional<Truth> same = Optional.of(new Truth(classes.label(i)));
      if (same.get().isPositive(label)) {
        return i;
      }
    }
    return -1;
  }
}
