package dev.slipway.scoring.pmml;

import dev.slipway.scoring.pmml.NaiveBayes.Likelihood;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compiles a `NaiveBayesModel`.
record NaiveBayesReader(Kind kind, Scope scope) {
  NaiveBayes read(Element element, int at) {
    double threshold = element.number("threshold");
    double[] priors = counts(element.need("BayesOutput").need("TargetValueCounts"));
    for (int i = 0; i < priors.length; i++) {
      priors[i] = Math.log(priors[i]);
    }
    Likelihood[] inputs =
        element
            .need("BayesInputs")
            .all("BayesInput")
            .map(i -> input(i, threshold))
            .toArray(Likelihood[]::new);
    return new NaiveBayes(at, kind.width(), priors, inputs);
  }

  private Likelihood input(Element input, double threshold) {
    Optional<Element> statistics = input.child("TargetValueStats");
    if (statistics.isPresent()) {
      return gaussian(
          scope.needNumber(input.attribute("fieldName")).at(), statistics.get(), threshold);
    }
    Optional<Element> derived = input.child("DerivedField");
    Expression value =
        derived.isPresent()
            ? new ExpressionReader(scope).in(derived.get(), Optional.of(FieldType.TEXT))
            : Expression.of(scope.need(input.attribute("fieldName")));
    return counted(value, input.all("PairCounts").toList(), threshold);
  }

  private Likelihood counted(Expression value, List<Element> pairs, double threshold) {
    int width = kind.width();
    double[] totals = new double[width];
    double[][] counts = new double[pairs.size()][];
    for (int p = 0; p < counts.length; p++) {
      counts[p] = counts(pairs.get(p).need("TargetValueCounts"));
      for (int i = 0; i < width; i++) {
        totals[i] += counts[p][i];
      }
    }
    Map<Object, double[]> logarithms = new HashMap<>();
    boolean text = Expression.isText(value);
    for (int p = 0; p < counts.length; p++) {
      double[] row = new double[width];
      for (int i = 0; i < width; i++) {
        row[i] = Math.log(counts[p][i] == 0 ? threshold : counts[p][i] / totals[i]);
      }
      String literal = pairs.get(p).attribute("value");
      logarithms.put(text ? literal : (Object) FieldType.DOUBLE.parsed(literal), row);
    }
    return (frame, at) -> {
      Object key =
          switch (value) {
            case Expression.Text texts -> texts.value(frame);
            case Expression.Number numbers -> (Object) (numbers.value(frame) + 0.0);
          };
      double[] row = key == null ? null : logarithms.get(key);
      if (row != null) {
        add(row, frame, at);
      }
    };
  }

  private Likelihood gaussian(int cell, Element statistics, double threshold) {
    int width = kind.width();
    double[] means = new double[width];
    double[] variances = new double[width];
    for (Element statistic : statistics.all("TargetValueStat").toList()) {
      Element gaussian =
          statistic
              .child("GaussianDistribution")
              .orElseThrow(
                  () -> Element.unsupported("TargetValueStat without GaussianDistribution"));
      int index = kind.index(statistic.attribute("value"));
      means[index] = gaussian.number("mean");
      variances[index] = gaussian.number("variance");
    }
    for (double variance : variances) {
      if (!(variance > 0)) {
        throw Element.corrupt("has no positive variance for each class in TargetValueStats");
      }
    }
    double least = Math.log(threshold);
    return (frame, at) -> {
      double x = frame.numbers[cell];
      if (Double.isNaN(x)) {
        return;
      }
      for (int i = 0; i < width; i++) {
        double distance = x - means[i];
        double density =
            -0.5 * Math.log(2 * Math.PI * variances[i]) - distance * distance / (2 * variances[i]);
        frame.numbers[at + i] += Math.max(density, least);
      }
    };
  }

  private static void add(double[] row, Frame frame, int at) {
    for (int i = 0; i < row.length; i++) {
      frame.numbers[at + i] += row[i];
    }
  }

  private double[] counts(Element counts) {
    double[] values = new double[kind.width()];
    for (Element count : counts.all("TargetValueCount").toList()) {
      values[kind.index(count.attribute("value"))] = count.number("count");
    }
    return values;
  }
}
