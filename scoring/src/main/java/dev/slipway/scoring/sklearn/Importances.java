package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import java.util.Arrays;
import java.util.List;

/// How much each column matters to a fitted model, and how much is enough, as `SelectFromModel` reckons.
final class Importances {
  private Importances() {}

  static double[] of(Estimator selector, int width, Reading reading) {
    String getter = selector.text("importance_getter", "a function");
    if (selector.has("importance_getter") && !getter.equals("auto") && !getter.equals("coef_")) {
      throw selector.unsupported("importance_getter", getter);
    }
    Estimator model = model(selector);
    if (model.has("coef_")) {
      return ofWeights(model, width, selector.number("norm_order", 1), reading);
    }
    if (model.has("tree_")) {
      return shares(ofTree(model, width, reading));
    }
    if (model.has("estimators_") && model.key().startsWith("ensemble.")) {
      return ofTrees(model, width, reading);
    }
    throw selector.unsupported("estimator", model.name());
  }

  static double threshold(Estimator selector, double[] importances) {
    if (Scalars.number(selector.get("threshold")) instanceof Double number) {
      return number;
    }
    String rule = selector.text("threshold", byDefault(model(selector)));
    int times = rule.indexOf('*');
    try {
      double factor = times < 0 ? 1 : Double.parseDouble(rule.substring(0, times).strip());
      return switch (rule.substring(times + 1).strip()) {
        case "mean" -> factor * Arrays.stream(importances).sum() / importances.length;
        case "median" -> factor * median(importances);
        case "few" -> 1e-5;
        default -> throw selector.unsupported("threshold", rule);
      };
    } catch (NumberFormatException e) {
      throw selector.unsupported("threshold", rule);
    }
  }

  private static Estimator model(Estimator selector) {
    return selector.has("estimator_") ? selector.child("estimator_") : selector.child("estimator");
  }

  /// Models that make weights exactly 0 need no more than that a weight is not.
  private static String byDefault(Estimator model) {
    boolean elastic = model.name().contains("ElasticNet");
    double ratio = elastic ? model.number("l1_ratio_", model.number("l1_ratio", 0.5)) : 0;
    boolean few =
        model.text("penalty", "").equals("l1")
            || model.name().contains("Lasso")
            || elastic && Math.abs(ratio - 1) <= 1e-5;
    return few ? "few" : "mean";
  }

  private static double[] ofWeights(Estimator model, int width, double order, Reading reading) {
    double[][] weights = model.matrix("coef_", reading);
    boolean flat = model.array("coef_").dimensions() < 2;
    double[] norms = new double[width];
    for (double[] row : weights) {
      if (row.length != width) {
        throw Refusal.corrupt("%s has %d weights".formatted(model.name(), row.length));
      }
      for (int i = 0; i < width; i++) {
        double weight = Math.abs(row[i]);
        norms[i] =
            Double.isInfinite(order)
                ? Math.max(norms[i], weight)
                : norms[i] + (flat || order == 1 ? weight : Math.pow(weight, order));
      }
    }
    boolean root = !flat && order != 1 && !Double.isInfinite(order);
    return root ? Arrays.stream(norms).map(n -> Math.pow(n, 1 / order)).toArray() : norms;
  }

  private static double[] ofTrees(Estimator ensemble, int width, Reading reading) {
    boolean boosted = ensemble.name().startsWith("GradientBoosting");
    double[] sums = new double[width];
    List<Pickled> trees = ensemble.list("estimators_");
    for (Pickled member : trees) {
      double[] gains = ofTree(Estimator.require(member, "a tree"), width, reading);
      double[] counted = boosted ? gains : shares(gains);
      Arrays.setAll(sums, i -> sums[i] + counted[i]);
    }
    return shares(sums);
  }

  /// How much the splits on each column lessened impurity, by the weight of the rows.
  private static double[] ofTree(Estimator tree, int width, Reading reading) {
    NumpyArray nodes = tree.child("tree_").array("nodes");
    reading.spend(nodes.size());
    NumpyArray left = nodes.field("left_child");
    NumpyArray right = nodes.field("right_child");
    NumpyArray feature = nodes.field("feature");
    NumpyArray impurity = nodes.field("impurity");
    NumpyArray weight = nodes.field("weighted_n_node_samples");
    double[] gains = new double[width];
    for (int node = 0; node < nodes.size(); node++) {
      int one = (int) left.integer(node);
      if (one < 0) {
        continue;
      }
      int other = (int) right.integer(node);
      int column = (int) feature.integer(node);
      if (column < 0 || column >= width) {
        throw Refusal.corrupt("a tree splits on column %d of %d".formatted(column, width));
      }
      gains[column] +=
          weight.number(node) * impurity.number(node)
              - weight.number(one) * impurity.number(one)
              - weight.number(other) * impurity.number(other);
    }
    double all = nodes.size() == 0 ? 1 : weight.number(0);
    return Arrays.stream(gains).map(g -> g / all).toArray();
  }

  private static double[] shares(double[] numbers) {
    double sum = Arrays.stream(numbers).sum();
    return sum > 0 ? Arrays.stream(numbers).map(n -> n / sum).toArray() : numbers;
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
