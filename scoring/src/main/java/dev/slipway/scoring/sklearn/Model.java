package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.engine.Engine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A predictor, compiled for the frame it was given.
///
/// @param columns makes the columns that the engine reads; null where it reads the rows as they are
record Model(@Nullable ColumnOperation columns, Engine engine, Output output) {

  /// An engine on the columns of `frame`.
  static Model on(Frame frame, Engine engine, Output output) {
    if (engine.inputs() != frame.width() || engine.outputs() != output.width()) {
      throw Refusal.corrupt(
          "a model of %d columns and %d results stands where there are %d and %d"
              .formatted(engine.inputs(), engine.outputs(), frame.width(), output.width()));
    }
    return new Model(frame.isWhole() ? null : new Pick(frame.positions(), false), engine, output);
  }

  /// This model behind an operation, which may be none.
  Model after(@Nullable ColumnOperation operation) {
    if (operation == null) {
      return this;
    }
    return new Model(
        columns == null ? operation : new Chain(List.of(operation, columns)), engine, output);
  }

  /// The predictions as columns, for a model of models.
  ColumnOperation asColumns() {
    return new Scores(columns, engine);
  }

  private record Scores(@Nullable ColumnOperation columns, Engine engine)
      implements ColumnOperation {
    @Override
    public int width() {
      return engine.outputs();
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      Rows matrix = columns == null ? in : Chain.run(columns, in);
      int width = width();
      double[] scores = new double[width * in.size()];
      engine.score(matrix.numbers(), in.size(), scores);
      for (int r = 0; r < in.size(); r++) {
        for (int i = 0; i < width; i++) {
          out.number(r, at + i, scores[r * width + i]);
        }
      }
    }
  }
}
