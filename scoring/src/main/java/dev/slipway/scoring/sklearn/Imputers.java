package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.pickle.NumpyArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Imputers that fill each column on its own.
final class Imputers {
  private Imputers() {}

  static Step simple(Estimator imputer, Frame in, Reading reading) {
    NumpyArray statistics = imputer.array("statistics_");
    in.expect(statistics.size(), imputer);
    boolean text = IntStream.range(0, statistics.size()).anyMatch(i -> statistics.text(i) != null);
    return text
        ? texts(imputer, statistics, in, reading)
        : numbers(imputer, statistics, in, reading);
  }

  private static Step numbers(Estimator imputer, NumpyArray statistics, Frame in, Reading reading) {
    double[] fill = reading.doubles(statistics);
    int[] kept = kept(imputer, fill);
    Frame filled = in.select(kept);
    double missing = imputer.number("missing_values", Double.NaN);
    ColumnOperation impute =
        new FillNumbers(
            filled.positions(), missing, IntStream.of(kept).mapToDouble(i -> fill[i]).toArray());
    Frame out = Double.isNaN(missing) ? filled.filled() : filled.mapped();
    if (!imputer.flag("add_indicator", false)) {
      return new Step(impute, out);
    }
    return flagging(imputer, new Step(impute, out), in, missing);
  }

  /// The MissingIndicator: 1 where a number is missing, for the columns that it watches.
  static Step indicator(Estimator indicator, Frame in, Reading reading) {
    return flags(indicator, in, indicator.number("missing_values", Double.NaN));
  }

  /// The step, with the columns of the imputer's indicator behind its own.
  static Step flagging(Estimator imputer, Step step, Frame in, double missing) {
    Step flags = flags(imputer.child("indicator_"), in, missing);
    if (flags.out().width() == 0 || step.operation() == null || flags.operation() == null) {
      return step;
    }
    return Composition.beside(
        List.of(step.operation(), flags.operation()), List.of(step.out(), flags.out()));
  }

  private static Step flags(Estimator indicator, Frame in, double missing) {
    Frame flagged = in.select(indicator.array("features_").ints());
    return Step.complete(new FlagMissing(flagged.positions(), missing))
        .named(flagged.names().stream().map(n -> "missingindicator_" + n).toList());
  }

  /// The columns that an imputer keeps: those of which training saw any number.
  static int[] kept(Estimator imputer, double[] fill) {
    boolean keepsEmpty =
        imputer.text("strategy", "mean").equals("constant")
            || imputer.flag("keep_empty_features", false);
    return IntStream.range(0, fill.length)
        .filter(i -> keepsEmpty || !Double.isNaN(fill[i]))
        .toArray();
  }

  private static Step texts(Estimator imputer, NumpyArray statistics, Frame in, Reading reading) {
    if (imputer.flag("add_indicator", false)) {
      throw imputer.unsupported("add_indicator", "True on text");
    }
    String missing = Scalars.text(imputer.get("missing_values"));
    List<@Nullable String> fill = new ArrayList<>();
    for (int i = 0; i < statistics.size(); i++) {
      in.wantText(i, reading.inputs(), imputer.name());
      fill.add(statistics.text(i));
    }
    ColumnOperation impute = new FillTexts(in.positions(), missing, fill.toArray(String[]::new));
    return new Step(impute, in.renumbered());
  }

  /// The number, or the column's own where it is missing. `missing` is NaN, or the number that means it.
  record FillNumbers(int[] from, double missing, double[] fill) implements ColumnOperation {
    @Override
    public int width() {
      return from.length;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        for (int i = 0; i < from.length; i++) {
          double number = in.number(r, from[i]);
          out.number(r, at + i, isMissing(number, missing) ? fill[i] : number);
        }
      }
    }
  }

  /// 1 where the number is missing and 0 elsewhere.
  private record FlagMissing(int[] from, double missing) implements ColumnOperation {
    @Override
    public int width() {
      return from.length;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        for (int i = 0; i < from.length; i++) {
          out.number(r, at + i, isMissing(in.number(r, from[i]), missing) ? 1 : 0);
        }
      }
    }
  }

  /// The text, or the column's own where it is missing.
  private record FillTexts(int[] from, @Nullable String missing, @Nullable String[] fill)
      implements ColumnOperation {
    @Override
    public int width() {
      return from.length;
    }

    @Override
    public boolean text() {
      return true;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        for (int i = 0; i < from.length; i++) {
          String text = in.text(r, from[i]);
          out.text(r, at + i, text == null || text.equals(missing) ? fill[i] : text);
        }
      }
    }
  }

  static boolean isMissing(double number, double missing) {
    return Double.isNaN(missing) ? Double.isNaN(number) : number == missing;
  }
}
