package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.CenterAndDivide;
import dev.slipway.scoring.column.ColumnOperation;
import java.util.Arrays;

/// Transformers that move and stretch each column on its own.
final class Scalers {
  private Scalers() {}

  static Step standard(Estimator scaler, Frame in, Reading reading) {
    return centerAndDivide(
        in,
        optional(scaler, "mean_", scaler.flag("with_mean", true), 0, in, reading),
        optional(scaler, "scale_", scaler.flag("with_std", true), 1, in, reading));
  }

  static Step robust(Estimator scaler, Frame in, Reading reading) {
    return centerAndDivide(
        in,
        optional(scaler, "center_", scaler.flag("with_centering", true), 0, in, reading),
        optional(scaler, "scale_", scaler.flag("with_scaling", true), 1, in, reading));
  }

  static Step maxAbs(Estimator scaler, Frame in, Reading reading) {
    return centerAndDivide(
        in, new double[in.width()], scaler.doubles("scale_", in.width(), reading));
  }

  static Step minMax(Estimator scaler, Frame in, Reading reading) {
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    if (scaler.flag("clip", false)) {
      var range = scaler.list("feature_range");
      Double from = Scalars.number(range.getFirst());
      Double to = Scalars.number(range.getLast());
      if (from == null || to == null) {
        throw scaler.unsupported("feature_range", "…");
      }
      low = from;
      high = to;
    }
    double[] factor = scaler.doubles("scale_", in.width(), reading);
    double[] offset = scaler.doubles("min_", in.width(), reading);
    return new Step(new MultiplyAndAdd(in.positions(), factor, offset, low, high), in.mapped());
  }

  private static Step centerAndDivide(Frame in, double[] center, double[] divisor) {
    if (in.sparse() && in.isWhole() && Arrays.stream(center).allMatch(c -> c == 0)) {
      return new Step(new Divided(divisor), in.mapped());
    }
    return new Step(new CenterAndDivide(in.positions(), center, divisor), in.mapped());
  }

  private static double[] optional(
      Estimator scaler,
      String attribute,
      boolean used,
      double otherwise,
      Frame in,
      Reading reading) {
    if (used && scaler.has(attribute)) {
      return scaler.doubles(attribute, in.width(), reading);
    }
    double[] same = new double[in.width()];
    Arrays.fill(same, otherwise);
    return same;
  }

  /// `x * factor + offset`, held between `low` and `high`.
  private record MultiplyAndAdd(
      int[] from, double[] factor, double[] offset, double low, double high)
      implements ColumnOperation {
    @Override
    public int width() {
      return from.length;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        for (int i = 0; i < from.length; i++) {
          double scaled = in.number(r, from[i]) * factor[i] + offset[i];
          out.number(r, at + i, Math.min(Math.max(scaled, low), high));
        }
      }
    }
  }
}
