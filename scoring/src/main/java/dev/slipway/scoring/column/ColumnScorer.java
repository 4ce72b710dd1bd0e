package dev.slipway.scoring.column;

import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.scoring.engine.Engine;
import java.util.List;
import java.util.Optional;

/// A scorer made of stages of column operations and the engine that reads the columns of the last one.
/// Without stages the engine reads the inputs of the signature as they are.
public final class ColumnScorer implements Scorer {
  /// How many numbers of columns are in memory at a time: 32 MB. Wider models take rows in blocks.
  private static final int MAX_NUMBERS = 1 << 22;

  private final Signature signature;
  private final String format;
  private final List<Stage> stages;
  private final Engine engine;
  private final int widest;

  public ColumnScorer(Signature signature, String format, List<Stage> stages, Engine engine) {
    int columns = stages.isEmpty() ? signature.inputs().size() : stages.getLast().width();
    if (columns != engine.inputs() || signature.output().width() != engine.outputs()) {
      throw new IllegalArgumentException(
          "engine takes %d columns and gives %d, signature has %d and %d"
              .formatted(engine.inputs(), engine.outputs(), columns, signature.output().width()));
    }
    this.signature = signature;
    this.format = format;
    Optional<Engine> scaled = behindScaler(stages, engine, signature.inputs().size());
    this.stages = scaled.isPresent() ? List.of() : List.copyOf(stages);
    this.engine = scaled.orElse(engine);
    this.widest = this.stages.stream().mapToInt(Stage::widest).max().orElse(0);
  }

  /// The engine that scales the inputs itself, where scaling them is all that the stages do.
  private static Optional<Engine> behindScaler(List<Stage> stages, Engine engine, int inputs) {
    return stages.size() == 1
            && stages.getFirst().operations().size() == 1
            && stages.getFirst().operations().getFirst() instanceof CenterAndDivide scaler
            && scaler.readsAll(inputs)
        ? engine.behindScaler(scaler.center(), scaler.divisor())
        : Optional.empty();
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public void score(Rows rows, double[] out) {
    int block = Math.max(1, MAX_NUMBERS / Math.max(1, widest));
    if (rows.size() <= block) {
      scoreAtOnce(rows, out);
      return;
    }
    int width = signature.output().width();
    for (int from = 0; from < rows.size(); from += block) {
      int to = Math.min(from + block, rows.size());
      double[] part = new double[width * (to - from)];
      scoreAtOnce(slice(rows, from, to), part);
      System.arraycopy(part, 0, out, width * from, part.length);
    }
  }

  private static Rows slice(Rows rows, int from, int to) {
    Rows slice = new Rows(rows.width(), rows.hasTexts(), to - from);
    int first = from * rows.width();
    int count = (to - from) * rows.width();
    System.arraycopy(rows.numbers(), first, slice.numbers(), 0, count);
    if (rows.hasTexts()) {
      System.arraycopy(rows.texts(), first, slice.texts(), 0, count);
    }
    return slice;
  }

  private void scoreAtOnce(Rows rows, double[] out) {
    Rows columns = rows;
    for (Stage stage : stages) {
      columns = stage.apply(columns);
    }
    engine.score(columns.numbers(), rows.size(), out);
  }
}
