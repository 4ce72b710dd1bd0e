package dev.slipway.scoring.sklearn;

import java.util.Map;
import java.util.TreeMap;

/// The predictors that are understood, by [Estimator#key()].
final class Predictors {
  /// Compiles one class of predictor.
  interface Reader {
    Model read(Estimator estimator, Frame in, Reading reading);
  }

  private static final Map<String, Reader> READERS = new TreeMap<>();

  static {
    READERS.put("pipeline.Pipeline", Composition::predictor);
    for (String name : new String[] {"LogisticRegression", "LogisticRegressionCV"}) {
      READERS.put("linear_model." + name, LinearModels::logistic);
    }
    READERS.put("linear_model.SGDClassifier", LinearModels::stochastic);
    for (String name :
        new String[] {
          "Perceptron", "RidgeClassifier", "RidgeClassifierCV", "PassiveAggressiveClassifier"
        }) {
      READERS.put("linear_model." + name, LinearModels::decision);
    }
    READERS.put("svm.LinearSVC", LinearModels::decision);
    READERS.put("svm.LinearSVR", LinearModels::regression);
    for (String name :
        new String[] {
          "LinearRegression",
          "Ridge",
          "RidgeCV",
          "Lasso",
          "LassoCV",
          "ElasticNet",
          "ElasticNetCV",
          "MultiTaskLasso",
          "MultiTaskElasticNet",
          "SGDRegressor",
          "HuberRegressor",
          "TheilSenRegressor",
          "BayesianRidge",
          "ARDRegression",
          "Lars",
          "LarsCV",
          "LassoLars",
          "LassoLarsCV",
          "LassoLarsIC",
          "OrthogonalMatchingPursuit",
          "OrthogonalMatchingPursuitCV",
          "PassiveAggressiveRegressor",
          "QuantileRegressor"
        }) {
      READERS.put("linear_model." + name, LinearModels::regression);
    }
    READERS.put("linear_model.PoissonRegressor", LinearModels::logLinear);
    READERS.put("linear_model.GammaRegressor", LinearModels::logLinear);
    READERS.put("linear_model.TweedieRegressor", LinearModels::tweedie);
    READERS.put("tree.DecisionTreeClassifier", Forests::treeClassifier);
    READERS.put("tree.ExtraTreeClassifier", Forests::treeClassifier);
    READERS.put("tree.DecisionTreeRegressor", Forests::treeRegressor);
    READERS.put("tree.ExtraTreeRegressor", Forests::treeRegressor);
    READERS.put("ensemble.RandomForestClassifier", Forests::classifier);
    READERS.put("ensemble.ExtraTreesClassifier", Forests::classifier);
    READERS.put("ensemble.RandomForestRegressor", Forests::regressor);
    READERS.put("ensemble.ExtraTreesRegressor", Forests::regressor);
    READERS.put("ensemble.GradientBoostingClassifier", GradientBoosting::classifier);
    READERS.put("ensemble.GradientBoostingRegressor", GradientBoosting::regressor);
    READERS.put("ensemble.HistGradientBoostingClassifier", HistogramBoosting::classifier);
    READERS.put("ensemble.HistGradientBoostingRegressor", HistogramBoosting::regressor);
  }

  private Predictors() {}

  static boolean knows(Estimator estimator) {
    return READERS.containsKey(estimator.key());
  }

  static Model read(Estimator estimator, Frame in, Reading reading) {
    Reader reader = READERS.get(estimator.key());
    if (reader == null) {
      throw Refusal.unsupported("the model %s is not supported".formatted(estimator.type()));
    }
    reading.enter(estimator);
    Model model = reader.read(estimator, in, reading);
    reading.leave();
    return model;
  }
}
