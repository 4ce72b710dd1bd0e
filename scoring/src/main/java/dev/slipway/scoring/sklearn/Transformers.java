package dev.slipway.scoring.sklearn;

import java.util.Map;
import java.util.TreeMap;

/// The transformers that are understood, by [Estimator#key()].
final class Transformers {
  /// Compiles one class of transformer.
  interface Reader {
    Step read(Estimator estimator, Frame in, Reading reading);
  }

  private static final Map<String, Reader> READERS = new TreeMap<>();

  static {
    READERS.put("pipeline.Pipeline", Composition::pipeline);
    READERS.put("pipeline.FeatureUnion", Composition::featureUnion);
    READERS.put("compose.ColumnTransformer", ColumnSelection::columnTransformer);
    READERS.put("preprocessing.FunctionTransformer", Composition::function);
    READERS.put("preprocessing.StandardScaler", Scalers::standard);
    READERS.put("preprocessing.MinMaxScaler", Scalers::minMax);
    READERS.put("preprocessing.MaxAbsScaler", Scalers::maxAbs);
    READERS.put("preprocessing.RobustScaler", Scalers::robust);
    READERS.put("impute.SimpleImputer", Imputers::simple);
    READERS.put("preprocessing.OneHotEncoder", Encoders::oneHot);
    READERS.put("preprocessing.OrdinalEncoder", Encoders::ordinal);
    READERS.put("preprocessing.Normalizer", Projections::normalizer);
    READERS.put("preprocessing.PolynomialFeatures", Projections::polynomial);
    READERS.put("decomposition.PCA", Projections::pca);
    READERS.put("decomposition.TruncatedSVD", Projections::truncatedSvd);
    READERS.put("feature_selection.VarianceThreshold", Selectors::byVariance);
    READERS.put("feature_selection.RFE", Selectors::bySupport);
    READERS.put("feature_selection.RFECV", Selectors::bySupport);
    READERS.put("feature_selection.SelectKBest", Selectors::best);
    READERS.put("preprocessing.PowerTransformer", Shapes::power);
    READERS.put("preprocessing.KBinsDiscretizer", Shapes::bins);
  }

  private Transformers() {}

  static boolean knows(Estimator estimator) {
    return READERS.containsKey(estimator.key());
  }

  static Step read(Estimator estimator, Frame in, Reading reading) {
    Reader reader = READERS.get(estimator.key());
    if (reader == null) {
      throw Refusal.unsupported("the transformer %s is not supported".formatted(estimator.type()));
    }
    reading.enter(estimator);
    Step step = reader.read(estimator, in, reading);
    reading.leave();
    return step;
  }
}
