package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Predictions;
import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.engine.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A predictor, compiled for the frame it was given.
///
/// @param columns makes the columns that the engine reads; null where it reads the rows as they are
/// @param decision what scikit-learn calls its decision function, where it has one beside its output
/// @param choice its class, where scikit-learn chooses otherwise than by the order of the scores
record Model(
    @Nullable ColumnOperation columns,
    Engine engine,
    Output output,
    @Nullable Model decision,
    @Nullable Model choice) {

  Model(@Nullable ColumnOperation columns, Engine engine, Output output) {
    this(columns, engine, output, null, null);
  }

  /// An engine on the columns of `frame`.
  static Model on(Frame frame, Engine engine, Output output) {
    if (engine.inputs() != frame.width() || engine.outputs() != output.width()) {
      throw Refusal.corrupt(
          "a model of %d columns and %d results stands where there are %d and %d"
              .formatted(engine.inputs(), engine.outputs(), frame.width(), output.width()));
    }
    return new Model(frame.isWhole() ? null : new Pick(frame.positions(), false), engine, output);
  }

  /// Probabilities that `link` makes of a decision function.
  static Model on(Frame frame, Engine scores, Link link, Classes classes) {
    return on(frame, scores.then(link), new Output.Probabilities(classes))
        .deciding(on(frame, scores, new Output.Decision(classes)));
  }

  /// This model with a decision function, where there is one.
  Model deciding(@Nullable Model decision) {
    return new Model(columns, engine, output, decision, choice);
  }

  /// This model with a choice of its own.
  Model choosing(@Nullable Model choice) {
    return new Model(columns, engine, output, decision, choice);
  }

  /// This model behind an operation, which may be none.
  Model after(@Nullable ColumnOperation operation) {
    if (operation == null) {
      return this;
    }
    Model fused = columns == null ? Fusion.of(operation, engine, output) : null;
    if (fused != null) {
      return fused;
    }
    return new Model(
        columns == null ? operation : new Chain(List.of(operation, columns)),
        engine,
        output,
        decision == null ? null : decision.after(operation),
        choice == null ? null : choice.after(operation));
  }

  /// The decision function, or null where there is none.
  @Nullable Model decided() {
    if (decision != null) {
      return decision.output instanceof Output.Decision ? decision : null;
    }
    return output instanceof Output.Decision ? this : null;
  }

  /// The predicted class, as its index.
  Model chosen() {
    if (choice != null) {
      return choice;
    }
    Model scores = decided() instanceof Model decided ? decided : this;
    return scores.output instanceof Output.Label
        ? scores
        : new Model(
            scores.columns,
            scores.engine.then(new Choice(scores.output)),
            new Output.Label(scores.classes()));
  }

  /// The classes, or a refusal where it predicts none.
  Classes classes() {
    return switch (output) {
      case Output.Probabilities(Classes classes, var _) -> classes;
      case Output.Decision(Classes classes) -> classes;
      case Output.Label(Classes classes) -> classes;
      case Output.Values _ ->
          throw Refusal.unsupported("a regressor where a classifier belongs is not supported");
    };
  }

  /// This model with other names for its classes.
  Model labelled(Classes classes) {
    Output renamed =
        switch (output) {
          case Output.Probabilities(var _, var threshold) ->
              new Output.Probabilities(classes, threshold);
          case Output.Decision _ -> new Output.Decision(classes);
          case Output.Label _ -> new Output.Label(classes);
          case Output.Values values -> values;
        };
    return new Model(
        columns,
        engine,
        renamed,
        decision == null ? null : decision.labelled(classes),
        choice == null ? null : choice.labelled(classes));
  }

  /// The predictions as columns, for a model of models.
  ColumnOperation asColumns() {
    return new Scores(columns, engine);
  }

  private record Choice(Output scores) implements Link {
    @Override
    public int outputs(int inputs) {
      return 1;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int r = 0; r < rows; r++) {
        out[r] = Predictions.classIndex(scores, raw, r * width);
      }
    }
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
