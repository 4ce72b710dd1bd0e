package dev.slipway.scoring.sklearn;

import java.util.Arrays;
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

  /// The columns that a search over sets of columns left.
  static Step bySupport(Estimator selector, Frame in, Reading reading) {
    double[] support = selector.doubles("support_", in.width(), reading);
    return keep(in, i -> support[i] != 0);
  }

  static Step best(Estimator selector, Frame in, Reading reading) {
    return best(selector, "k", in, reading);
  }

  static Step percentile(Estimator selector, Frame in, Reading reading) {
    return percentile(selector, selector.number("percentile", 10), in, reading);
  }

  static Step falsePositiveRate(Estimator selector, Frame in, Reading reading) {
    return below(selector, selector.number("alpha", 0.05), in, reading);
  }

  static Step familyWiseError(Estimator selector, Frame in, Reading reading) {
    return below(selector, selector.number("alpha", 0.05) / in.width(), in, reading);
  }

  static Step falseDiscoveryRate(Estimator selector, Frame in, Reading reading) {
    return discovered(selector, selector.number("alpha", 0.05), in, reading);
  }

  static Step generic(Estimator selector, Frame in, Reading reading) {
    String mode = selector.text("mode", "percentile");
    double parameter =
        Scalars.number(selector.get("param")) instanceof Double number ? number : 1e-5;
    return switch (mode) {
      case "percentile" -> percentile(selector, parameter, in, reading);
      case "k_best" -> best(selector, "param", in, reading);
      case "fpr" -> below(selector, parameter, in, reading);
      case "fwe" -> below(selector, parameter / in.width(), in, reading);
      case "fdr" -> discovered(selector, parameter, in, reading);
      default -> throw selector.unsupported("mode", mode);
    };
  }

  /// The columns that matter enough to a fitted model.
  static Step byModel(Estimator selector, Frame in, Reading reading) {
    double[] importances = Importances.of(selector, in.width(), reading);
    double threshold = Importances.threshold(selector, importances);
    boolean[] among = new boolean[importances.length];
    Arrays.fill(among, true);
    String limit = selector.has("max_features_") ? "max_features_" : "max_features";
    if (selector.has(limit)) {
      Arrays.fill(among, false);
      IntStream.range(0, importances.length)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -importances[i]))
          .limit(Math.max(0, selector.integer(limit)))
          .forEach(i -> among[i] = true);
    }
    return keep(in, i -> among[i] && !(importances[i] < threshold));
  }

  /// The `k` columns of the greatest scores; of equal ones the later.
  private static Step best(Estimator selector, String k, Frame in, Reading reading) {
    if (selector.text(k, "").equals("all")) {
      return Step.unchanged(in);
    }
    double[] scores = scores(selector, in, reading);
    int[] best =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(Integer::intValue)
            .skip(Math.max(0, scores.length - selector.integer(k, 10)))
            .sorted()
            .toArray();
    return keep(in, i -> Arrays.binarySearch(best, i) >= 0);
  }

  /// The columns above a percentile of the scores, and of those at it the first few.
  private static Step percentile(Estimator selector, double share, Frame in, Reading reading) {
    if (share == 100) {
      return Step.unchanged(in);
    }
    double[] scores = scores(selector, in, reading);
    double threshold = percentile(scores, 100 - share);
    boolean[] kept = new boolean[scores.length];
    int above = 0;
    for (int i = 0; i < kept.length; i++) {
      kept[i] = scores[i] > threshold;
      above += kept[i] ? 1 : 0;
    }
    int[] ties = IntStream.range(0, kept.length).filter(i -> scores[i] == threshold).toArray();
    int more = (int) (scores.length * share / 100) - above;
    // As a Python slice has it, a negative number leaves so many out at the end.
    int count = Math.clamp(more < 0 ? ties.length + more : more, 0, ties.length);
    IntStream.of(ties).limit(count).forEach(i -> kept[i] = true);
    return keep(in, i -> kept[i]);
  }

  /// The percentile with NumPy's interpolation, which counts from the nearer neighbor.
  private static double percentile(double[] numbers, double share) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    double at = (sorted.length - 1) * (share / 100);
    int below = (int) Math.clamp(Math.floor(at), 0, sorted.length - 1.0);
    double next = sorted[Math.min(below + 1, sorted.length - 1)];
    double part = at - below;
    double step = next - sorted[below];
    return part >= 0.5 ? next - step * (1 - part) : sorted[below] + step * part;
  }

  private static Step below(Estimator selector, double alpha, Frame in, Reading reading) {
    double[] probabilities = selector.doubles("pvalues_", in.width(), reading);
    return keep(in, i -> probabilities[i] < alpha);
  }

  /// The procedure of Benjamini and Hochberg.
  private static Step discovered(Estimator selector, double alpha, Frame in, Reading reading) {
    double[] probabilities = selector.doubles("pvalues_", in.width(), reading);
    double[] sorted = probabilities.clone();
    Arrays.sort(sorted);
    double greatest = -1;
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] <= alpha / sorted.length * (i + 1)) {
        greatest = sorted[i];
      }
    }
    double most = greatest;
    return keep(in, i -> probabilities[i] <= most);
  }

  /// Scores, a missing one as the least there is.
  private static double[] scores(Estimator selector, Frame in, Reading reading) {
    double[] scores = selector.doubles("scores_", in.width(), reading);
    return Arrays.stream(scores).map(s -> Double.isNaN(s) ? -Double.MAX_VALUE : s).toArray();
  }

  private static Step keep(Frame in, IntPredicate kept) {
    Frame out = in.select(IntStream.range(0, in.width()).filter(kept).toArray());
    if (out.width() == 0) {
      throw Refusal.unsupported("a selector that leaves no columns is not supported");
    }
    return new Step(
        in.sparse() && in.isWhole()
            ? Kept.of(out.positions(), in.width())
            : new Pick(out.positions(), false),
        out.mapped());
  }
}
