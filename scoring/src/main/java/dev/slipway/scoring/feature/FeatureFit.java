package dev.slipway.scoring.feature;

import dev.slipway.core.table.Column;
import dev.slipway.core.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Learns what features need from the training rows.
final class FeatureFit {
  private final Table train;
  private final double[] target;

  FeatureFit(Table train, double[] target) {
    this.train = train;
    this.target = target;
  }

  Feature fit(FeatureSpec spec) {
    return switch (spec) {
      case FeatureSpec.Number(String column) -> new Feature.Number(spec.name(), column);
      case FeatureSpec.Date(String column, var part) -> new Feature.Date(spec.name(), column, part);
      case FeatureSpec.Code(String column, var unseen) -> code(spec.name(), column, unseen);
      case FeatureSpec.TargetMean(String column, double smoothing) ->
          targetMean(spec.name(), column, smoothing);
      case FeatureSpec.Frequency(String column) -> frequency(spec.name(), column);
    };
  }

  private Feature code(String name, String column, FeatureSpec.Unseen unseen) {
    List<String> categories = new ArrayList<>(counts(column).keySet());
    if (train.schema().columns().get(train.indexOf(column)).type().numeric()) {
      categories.sort((a, b) -> Double.compare(Double.parseDouble(a), Double.parseDouble(b)));
    }
    SortedMap<String, Double> codes = new TreeMap<>();
    for (String category : categories) {
      codes.put(category, (double) codes.size());
    }
    double other =
        switch (unseen) {
          case MISSING -> Double.NaN;
          case OTHER -> codes.size();
        };
    return new Feature.Lookup(name, column, Feature.Kind.CODE, codes, other, Double.NaN);
  }

  private Feature targetMean(String name, String column, double smoothing) {
    SortedMap<String, double[]> sums = new TreeMap<>();
    double[] all = new double[2];
    for (int r = 0; r < train.rows(); r++) {
      String category = category(train, column, r);
      if (!Double.isNaN(target[r])) {
        add(all, target[r]);
        if (category != null) {
          add(sums.computeIfAbsent(category, _ -> new double[2]), target[r]);
        }
      }
    }
    double prior = all[1] == 0 ? 0 : all[0] / all[1];
    SortedMap<String, Double> means = new TreeMap<>();
    sums.forEach((c, s) -> means.put(c, (s[0] + smoothing * prior) / (s[1] + smoothing)));
    return new Feature.Lookup(name, column, Feature.Kind.TARGET_MEAN, means, prior, prior);
  }

  private static void add(double[] sumAndCount, double value) {
    sumAndCount[0] += value;
    sumAndCount[1]++;
  }

  private Feature frequency(String name, String column) {
    SortedMap<String, Double> shares = new TreeMap<>();
    counts(column).forEach((c, n) -> shares.put(c, (double) n / train.rows()));
    return new Feature.Lookup(name, column, Feature.Kind.FREQUENCY, shares, 0, Double.NaN);
  }

  private SortedMap<String, Integer> counts(String column) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (int r = 0; r < train.rows(); r++) {
      String category = category(train, column, r);
      if (category != null) {
        counts.merge(category, 1, Integer::sum);
      }
    }
    return counts;
  }

  private static @Nullable String category(Table table, String column, int row) {
    int at = table.indexOf(column);
    Column of = table.schema().columns().get(at);
    if (!of.type().numeric()) {
      return table.texts(at)[row];
    }
    double number = table.numbers(at)[row];
    return Double.isNaN(number) ? null : Double.toString(number + 0.0);
  }
}
