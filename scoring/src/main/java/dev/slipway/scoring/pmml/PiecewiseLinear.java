package dev.slipway.scoring.pmml;

import java.util.List;

/// A function of straight pieces between given points, prolonged beyond the outer ones: what
/// `NormContinuous` describes.
record PiecewiseLinear(double[] from, double[] to, Outliers outliers, double missing) {
  /// What becomes of a number beyond the outer points.
  enum Outliers {
    PROLONGED,
    MISSING,
    CLAMPED
  }

  static PiecewiseLinear read(Element element) {
    List<Element> norms = element.all("LinearNorm").toList();
    if (norms.size() < 2) {
      throw Element.corrupt("has fewer than two LinearNorm in NormContinuous");
    }
    double[] from = norms.stream().mapToDouble(n -> n.number("orig")).toArray();
    for (int i = 1; i < from.length; i++) {
      if (!(from[i] > from[i - 1])) {
        throw Element.corrupt("has LinearNorm whose 'orig' do not rise");
      }
    }
    return new PiecewiseLinear(
        from,
        norms.stream().mapToDouble(n -> n.number("norm")).toArray(),
        outliers(element),
        element.number("mapMissingTo", Double.NaN));
  }

  static Outliers outliers(Element element) {
    String outliers = element.attribute("outliers", "asIs");
    return switch (outliers) {
      case "asIs" -> Outliers.PROLONGED;
      case "asMissingValues" -> Outliers.MISSING;
      case "asExtremeValues" -> Outliers.CLAMPED;
      default ->
          throw Element.corrupt("has outliers '%s'".formatted(Element.abbreviated(outliers)));
    };
  }

  double apply(double x) {
    int last = from.length - 1;
    if (Double.isNaN(x)) {
      return missing;
    }
    if (x < from[0] || x > from[last]) {
      switch (outliers) {
        case MISSING -> {
          return missing;
        }
        case CLAMPED -> {
          return x < from[0] ? to[0] : to[last];
        }
        case PROLONGED -> {}
      }
    }
    int i = 1;
    while (i < last && x > from[i]) {
      i++;
    }
    return to[i - 1] + (x - from[i - 1]) / (from[i] - from[i - 1]) * (to[i] - to[i - 1]);
  }

  /// From `to` back to `from`, for the output of a network.
  PiecewiseLinear inverse() {
    boolean falls = to[to.length - 1] < to[0];
    double[] backFrom = falls ? reversed(to) : to;
    for (int i = 1; i < backFrom.length; i++) {
      if (!(backFrom[i] > backFrom[i - 1])) {
        throw Element.corrupt("has a NormContinuous for an output that cannot be turned round");
      }
    }
    return new PiecewiseLinear(backFrom, falls ? reversed(from) : from, outliers, missing);
  }

  private static double[] reversed(double[] values) {
    double[] reversed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    return reversed;
  }
}
