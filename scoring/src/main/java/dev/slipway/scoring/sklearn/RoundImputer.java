package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.pickle.Pickled;
import dev.slipway.scoring.pickle.Pickled.Sequence;
import java.util.ArrayList;
import java.util.List;

/// The IterativeImputer: what is missing is first filled, then predicted from the other columns, column
/// after column and round after round.
final class RoundImputer {
  private RoundImputer() {}

  static Step impute(Estimator imputer, Frame in, Reading reading) {
    if (imputer.flag("sample_posterior", false)) {
      throw imputer.unsupported("sample_posterior", "True, which draws at random,");
    }
    double missing = imputer.number("missing_values", Double.NaN);
    Estimator first = imputer.child("initial_imputer_");
    double[] fill = first.doubles("statistics_", in.width(), reading);
    int[] kept = Imputers.kept(first, fill);
    Frame filled = in.select(kept);
    double[] least = bounds(imputer, "_min_value", kept.length, Double.NEGATIVE_INFINITY, reading);
    double[] most = bounds(imputer, "_max_value", kept.length, Double.POSITIVE_INFINITY, reading);
    List<Turn> turns = new ArrayList<>();
    if (imputer.integer("n_iter_", 0) > 0) {
      for (Pickled entry : imputer.list("imputation_sequence_")) {
        turns.add(turn(imputer, entry, kept.length, least, most, reading));
      }
    }
    double[] start = java.util.stream.IntStream.of(kept).mapToDouble(i -> fill[i]).toArray();
    ColumnOperation rounds = new Rounds(filled.positions(), start, missing, turns);
    Step step = new Step(rounds, filled.filled());
    return imputer.flag("add_indicator", false)
        ? Imputers.flagging(imputer, step, in, missing)
        : step;
  }

  private static double[] bounds(
      Estimator imputer, String attribute, int width, double otherwise, Reading reading) {
    if (imputer.has(attribute)) {
      return imputer.doubles(attribute, width, reading);
    }
    double[] none = new double[width];
    java.util.Arrays.fill(none, otherwise);
    return none;
  }

  private static Turn turn(
      Estimator imputer, Pickled entry, int width, double[] least, double[] most, Reading reading) {
    List<Pickled> triple =
        switch (entry) {
          case Pickled.Instance named -> named.arguments();
          case Sequence tuple -> tuple.items();
          default -> List.of();
        };
    if (triple.size() != 3
        || !(Scalars.number(triple.get(0)) instanceof Double column)
        || !(column >= 0 && column < width)) {
      throw Refusal.corrupt("a turn of %s is no triple".formatted(imputer.name()));
    }
    int[] others = ColumnSelection.resolve(triple.get(1), width, List.of());
    Frame frame = Frame.complete(width).select(others);
    Model model =
        Predictors.read(Estimator.require(triple.get(2), "an imputer's model"), frame, reading);
    if (model.engine().outputs() != 1) {
      throw imputer.unsupported("estimator", "a model of several results");
    }
    int at = column.intValue();
    return new Turn(at, model.columns(), model.engine(), least[at], most[at]);
  }

  /// One column's turn to be predicted.
  private record Turn(
      int column,
      @org.jspecify.annotations.Nullable ColumnOperation columns,
      Engine engine,
      double least,
      double most) {
    double predict(Rows row) {
      double[] out = new double[1];
      engine.score((columns == null ? row : Chain.run(columns, row)).numbers(), 1, out);
      return Math.min(Math.max(out[0], least), most);
    }
  }

  private record Rounds(int[] from, double[] start, double missing, List<Turn> turns)
      implements ColumnOperation {
    @Override
    public int width() {
      return from.length;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      Rows row = new Rows(from.length, false, 1);
      boolean[] lacking = new boolean[from.length];
      for (int r = 0; r < in.size(); r++) {
        boolean lacks = false;
        for (int i = 0; i < from.length; i++) {
          double number = in.number(r, from[i]);
          lacking[i] = Imputers.isMissing(number, missing);
          lacks |= lacking[i];
          row.number(0, i, lacking[i] ? start[i] : number);
        }
        for (int t = 0; lacks && t < turns.size(); t++) {
          Turn turn = turns.get(t);
          if (lacking[turn.column()]) {
            row.number(0, turn.column(), turn.predict(row));
          }
        }
        for (int i = 0; i < from.length; i++) {
          out.number(r, at + i, row.number(0, i));
        }
      }
    }
  }
}
