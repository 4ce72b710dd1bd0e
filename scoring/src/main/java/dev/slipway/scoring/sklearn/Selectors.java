package dev.slipway.scoring.sklearn;

import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Transformers that keep some columns and drop the others.
final class Selectors {
  private Selectors() {}

  static Step byVariance(Estimator selector, Frame in, Reading reading) {
    double[] variances = selector.doubles("variances_", in.width(), reading);
    double threshold = selector.number("threshold", 0);
    return keep(in, i -> variances[i] > threshold);
  }

  /// The columns that a recursive elimination left.
  static Step bySupport(Estimator selector, Frame in, Reading reading) {
    double[] support = selector.doubles("support_", in.width(), reading);
    return keep(in, i -> support[i] != 0);
  }

  /// The `k` columns of the greatest scores; of equal ones the later.
  static Step best(Estimator selector, Frame in, Reading reading) {
    if (selector.text("k", "").equals("all")) {
      return Step.unchanged(in);
    }
    double[] scores = selector.doubles("scores_", in.width(), reading);
    int[] best =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    i -> Double.isNaN(scores[i]) ? -Double.MAX_VALUE : scores[i]))
            .mapToInt(Integer::intValue)
            .skip(Math.max(0, scores.length - selector.integer("k", 10)))
            .toArray();
    return keep(in, i -> IntStream.of(best).anyMatch(b -> b == i));
  }

  private static Step keep(Frame in, IntPredicate kept) {
    Frame out = in.select(IntStream.range(0, in.width()).filter(kept).toArray());
    if (out.width() == 0) {
      throw Refusal.unsupported("a selector that leaves no columns is not supported");
    }
    return new Step(new Pick(out.positions(), false), out.mapped());
  }
}
