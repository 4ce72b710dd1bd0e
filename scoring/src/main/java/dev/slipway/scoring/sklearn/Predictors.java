package dev.slipway.scoring.sklearn;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
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
    for (String name :
        new String[] {
          "GridSearchCV", "RandomizedSearchCV", "HalvingGridSearchCV", "HalvingRandomSearchCV"
        }) {
      READERS.put("model_selection." + name, Delegates::search);
    }
    READERS.put("linear_model.RANSACRegressor", Delegates::fitted);
    READERS.put("ensemble.VotingClassifier", Voting::classifier);
    READERS.put("ensemble.VotingRegressor", Voting::regressor);
    READERS.put("ensemble.AdaBoostClassifier", AdaptiveBoosting::classifier);
    READERS.put("ensemble.AdaBoostRegressor", AdaptiveBoosting::regressor);
    READERS.put("calibration.CalibratedClassifierCV", Calibration::classifier);
    READERS.put("multiclass.OneVsRestClassifier", OneAgainst::rest);
    READERS.put("multiclass._ConstantPredictor", OneAgainst::constant);
    READERS.put("multiclass.OneVsOneClassifier", OneAgainst::other);
    READERS.put("multioutput.MultiOutputRegressor", SeveralTargets::independent);
    READERS.put("multioutput.RegressorChain", SeveralTargets::chained);
    READERS.put("compose.TransformedTargetRegressor", TransformedTargets::regressor);
    READERS.put("frozen.FrozenEstimator", Delegates::frozen);
    READERS.put("semi_supervised.SelfTrainingClassifier", Delegates::selfTrained);
    READERS.put("model_selection.FixedThresholdClassifier", Delegates::threshold);
    READERS.put("model_selection.TunedThresholdClassifierCV", Delegates::threshold);
    READERS.put("ensemble.BaggingClassifier", Bagging::classifier);
    READERS.put("ensemble.BaggingRegressor", Bagging::regressor);
    READERS.put("ensemble.StackingClassifier", Stacking::stacked);
    READERS.put("ensemble.StackingRegressor", Stacking::stacked);
    READERS.put("naive_bayes.GaussianNB", NaiveBayes::gaussian);
    READERS.put("naive_bayes.MultinomialNB", CountBayes::multinomial);
    READERS.put("naive_bayes.ComplementNB", CountBayes::complement);
    READERS.put("naive_bayes.BernoulliNB", CountBayes::bernoulli);
    READERS.put("naive_bayes.CategoricalNB", CountBayes::categorical);
    READERS.put("discriminant_analysis.LinearDiscriminantAnalysis", LinearModels::discriminant);
    READERS.put("discriminant_analysis.QuadraticDiscriminantAnalysis", Quadratics::discriminant);
    READERS.put("mixture.GaussianMixture", Quadratics::mixture);
    READERS.put("covariance.EllipticEnvelope", Quadratics::envelope);
    READERS.put("neural_network.MLPClassifier", NeuralNetworks::classifier);
    READERS.put("neural_network.MLPRegressor", NeuralNetworks::regressor);
    READERS.put("dummy.DummyClassifier", Dummies::classifier);
    READERS.put("dummy.DummyRegressor", Dummies::regressor);
    READERS.put("xgboost.sklearn.XGBClassifier", XgboostWrappers::classifier);
    READERS.put("xgboost.sklearn.XGBRFClassifier", XgboostWrappers::classifier);
    READERS.put("xgboost.sklearn.XGBRegressor", XgboostWrappers::regressor);
    READERS.put("xgboost.sklearn.XGBRFRegressor", XgboostWrappers::regressor);
    READERS.put("lightgbm.sklearn.LGBMClassifier", LightgbmWrappers::classifier);
    READERS.put("lightgbm.sklearn.LGBMRegressor", LightgbmWrappers::regressor);
    READERS.put("svm.SVC", SupportVectors::classifier);
    READERS.put("svm.NuSVC", SupportVectors::classifier);
    READERS.put("svm.SVR", SupportVectors::regressor);
    READERS.put("svm.NuSVR", SupportVectors::regressor);
    READERS.put("svm.OneClassSVM", SupportVectors::novelty);
    READERS.put("neighbors.NearestCentroid", Neighbors::centroids);
    READERS.put("neighbors.KNeighborsClassifier", Neighbors::classifier);
    READERS.put("neighbors.KNeighborsRegressor", Neighbors::regressor);
    READERS.put("neighbors.RadiusNeighborsClassifier", RadiusNeighbors::classifier);
    READERS.put("neighbors.RadiusNeighborsRegressor", RadiusNeighbors::regressor);
    READERS.put("cluster.KMeans", Neighbors::clusters);
    READERS.put("cluster.MiniBatchKMeans", Neighbors::clusters);
    READERS.put("ensemble.IsolationForest", Isolation::forest);
  }

  private Predictors() {}

  static Set<String> keys() {
    return Collections.unmodifiableSet(READERS.keySet());
  }

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
