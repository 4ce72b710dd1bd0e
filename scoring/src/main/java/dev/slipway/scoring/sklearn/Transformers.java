package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Output;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The transformers that are understood, by [Estimator#key()].
final class Transformers {
  /// Compiles one class of transformer.
  interface Reader {
    Step read(Estimator estimator, Frame in, Reading reading);
  }

  private static final int MOST_COLUMNS = 1 << 14;

  private static final Map<String, Reader> READERS = new TreeMap<>();

  static {
    READERS.put("pipeline.Pipeline", Composition::pipeline);
    READERS.put("pipeline.FeatureUnion", Composition::featureUnion);
    READERS.put("compose.ColumnTransformer", ColumnSelection::columnTransformer);
    READERS.put("preprocessing.FunctionTransformer", Functions::transform);
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
    READERS.put("feature_selection.SequentialFeatureSelector", Selectors::bySupport);
    READERS.put("feature_selection.SelectKBest", Selectors::best);
    READERS.put("feature_selection.SelectPercentile", Selectors::percentile);
    READERS.put("feature_selection.SelectFpr", Selectors::falsePositiveRate);
    READERS.put("feature_selection.SelectFdr", Selectors::falseDiscoveryRate);
    READERS.put("feature_selection.SelectFwe", Selectors::familyWiseError);
    READERS.put("feature_selection.GenericUnivariateSelect", Selectors::generic);
    READERS.put("feature_selection.SelectFromModel", Selectors::byModel);
    READERS.put("impute.KNNImputer", NeighborImputer::impute);
    READERS.put("impute.IterativeImputer", RoundImputer::impute);
    READERS.put("impute.MissingIndicator", Imputers::indicator);
    READERS.put("preprocessing.TargetEncoder", TargetEncoding::encode);
    READERS.put("preprocessing.QuantileTransformer", Quantiles::transform);
    READERS.put("preprocessing.SplineTransformer", Splines::transform);
    READERS.put("preprocessing.Binarizer", Labels::binarize);
    READERS.put("preprocessing.LabelEncoder", Labels::encode);
    READERS.put("preprocessing.LabelBinarizer", Labels::spread);
    READERS.put("decomposition.IncrementalPCA", Projections::pca);
    READERS.put("decomposition.KernelPCA", Kernels::kernelPca);
    READERS.put("kernel_approximation.Nystroem", Kernels::nystroem);
    READERS.put("kernel_approximation.RBFSampler", Kernels::randomFourier);
    READERS.put("cluster.FeatureAgglomeration", Pooling::groups);
    READERS.put("feature_extraction.CountVectorizer", Texts::count);
    READERS.put("feature_extraction.TfidfVectorizer", Texts::tfidf);
    READERS.put("feature_extraction.TfidfTransformer", Texts::weigh);
    READERS.put("feature_extraction.HashingVectorizer", Texts::hash);
    READERS.put("preprocessing.PowerTransformer", Shapes::power);
    READERS.put("preprocessing.KBinsDiscretizer", Shapes::bins);
  }

  private Transformers() {}

  static Set<String> keys() {
    return Collections.unmodifiableSet(READERS.keySet());
  }

  static boolean knows(Estimator estimator) {
    return READERS.containsKey(estimator.key());
  }

  /// A transformer that is the whole model: it gives its columns as numbers, by their names where
  /// scikit-learn has some.
  static Model root(Estimator transformer, Frame in, Reading reading) {
    Step step = read(transformer, in, reading);
    int width = step.out().width();
    if (width > MOST_COLUMNS) {
      throw Refusal.unsupported(
          "%s gives %d columns, which is too many to answer with"
              .formatted(transformer.name(), width));
    }
    List<String> names = step.out().names();
    boolean named = names.stream().noneMatch(String::isEmpty) && Set.copyOf(names).size() == width;
    for (Frame.Column column : step.out().columns()) {
      if (column.raw() && column.origin() >= 0 && reading.inputs().isText(column.origin())) {
        throw Refusal.unsupported(
            "%s gives text, as in its column '%s'".formatted(transformer.name(), column.name()));
      }
    }
    return Model.on(
            step.out(),
            new Unchanged(width),
            named ? new Output.Values(names) : ClassLabels.values(width))
        .after(step.operation());
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
