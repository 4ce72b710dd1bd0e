"""Fits scikit-learn transformers and writes each with rows and what scikit-learn makes of them.

    python3 sklearn_preparation.py FOLDER [--only NAME ...] [--rows N] [--small]

Files are as those of sklearn_models.py. A case is a transformer alone, or with a model behind it.
"""

import argparse
import json
import pickle
import warnings
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import sklearn
from sklearn.cluster import FeatureAgglomeration
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.decomposition import PCA, IncrementalPCA, KernelPCA, TruncatedSVD
from sklearn.ensemble import ExtraTreesRegressor, GradientBoostingRegressor, RandomForestClassifier
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.feature_extraction.text import (
    CountVectorizer,
    HashingVectorizer,
    TfidfTransformer,
    TfidfVectorizer,
)
from sklearn.feature_selection import (
    GenericUnivariateSelect,
    SelectFdr,
    SelectFpr,
    SelectFromModel,
    SelectFwe,
    SelectKBest,
    SelectPercentile,
    SequentialFeatureSelector,
    VarianceThreshold,
    chi2,
    f_classif,
    f_regression,
)
from sklearn.impute import IterativeImputer, KNNImputer, MissingIndicator, SimpleImputer
from sklearn.kernel_approximation import Nystroem, RBFSampler
from sklearn.linear_model import Lasso, LogisticRegression, Ridge, SGDClassifier
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.preprocessing import (
    Binarizer,
    FunctionTransformer,
    KBinsDiscretizer,
    LabelBinarizer,
    LabelEncoder,
    MaxAbsScaler,
    Normalizer,
    OneHotEncoder,
    OrdinalEncoder,
    PolynomialFeatures,
    QuantileTransformer,
    RobustScaler,
    SplineTransformer,
    StandardScaler,
)
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeRegressor

import sklearn_models
from sklearn_models import DENSE, cell, expected, extremes, flight_rows, flights, numbers

try:
    from sklearn.preprocessing import TargetEncoder
except ImportError:
    TargetEncoder = None
try:
    import xgboost
except ImportError:
    xgboost = None
try:
    import lz4
except ImportError:
    lz4 = None

warnings.filterwarnings("ignore")

CASES = {}
ROWS = 200
STEPS = (0, 0.25, 0.5, 0.75, 1)


def case(exact=False, tolerance=1e-12, dumps=("p4",)):
    """Registers a function that gives (fitted, rows)."""

    def register(function):
        CASES["prep-" + function.__name__.replace("_", "-")] = (function, exact, tolerance, dumps)
        return function

    return register


def holes(x, share=0.15, seed=5):
    x = x.copy()
    x[np.random.default_rng(seed).random(x.shape) < share] = np.nan
    return x


def plain(missing=False):
    """Rows like those of training, one in four far outside."""
    x, _, _ = numbers()
    random = np.random.default_rng(9)
    out = x[random.integers(0, len(x), ROWS)] + random.normal(size=(ROWS, x.shape[1])) * 0.01
    out[: ROWS // 4] *= 7
    return holes(out, seed=6) if missing else out


# Text


WORDS = (
    "delayed flight ORD gate B12 weather storm the of and was not very late on time crew missing "
    "bag lost Zürich café naïve Straße 東京 空港 İstanbul ΣΊΣΥΦΟΣ don't e-mail 42 7 a I x_y _z "
    "rebooked nowhere finally helpful rude ok 10am ½ Ⅷ ²"
).split()


def texts(n, seed=4, unseen=False):
    random = np.random.default_rng(seed)
    spaces = [" ", "  ", "\n", ", ", " - ", "\t", "! ", "\u00a0"]
    made = []
    for _ in range(n):
        parts = []
        for _ in range(random.integers(0, 25)):
            parts.append(WORDS[random.integers(0, len(WORDS))])
            parts.append(spaces[random.integers(0, len(spaces))])
        made.append("".join(parts))
    made[0] = ""
    made[1] = "the of and"
    made[2] = "x"
    if unseen:
        made[3] = "entirely unseen vocabulary 🛫🛬 👩‍👩‍👧 𝒳𝒴𝒵 e\u0301te\u0301 ﬁne"
        made[4] = "late " * 500
        made[5] = "  late\u2003late\x1flate\u0085late\x00late\u200blate "
        made[6] = "LATE Late lAtE İI ıi ẞß ǅ"
    return made


def labels(made):
    return np.array([int("late" in t or "storm" in t) for t in made])


def text_case(vectorizer):
    made = texts(300)
    fitted = vectorizer.fit(made, labels(made))
    return fitted, texts(ROWS, seed=8, unseen=True)


@case(exact=True)
def count():
    return text_case(CountVectorizer())


@case(exact=True)
def count_binary_pairs():
    return text_case(CountVectorizer(ngram_range=(1, 2), binary=True, lowercase=False))


@case(exact=True)
def count_without_stop_words():
    return text_case(CountVectorizer(ngram_range=(2, 3), stop_words="english"))


@case(exact=True)
def count_without_own_stop_words():
    return text_case(CountVectorizer(ngram_range=(1, 2), stop_words=["the", "late", "zürich"]))


@case(exact=True)
def count_accents_unicode():
    return text_case(CountVectorizer(strip_accents="unicode"))


@case(exact=True)
def count_accents_ascii():
    return text_case(CountVectorizer(strip_accents="ascii"))


@case(exact=True)
def count_single_characters_count():
    return text_case(CountVectorizer(token_pattern=r"(?u)\b\w+\b"))


@case(exact=True)
def count_letters_only():
    return text_case(CountVectorizer(token_pattern=r"\b[a-zA-Z]{3,}\b", ngram_range=(1, 2)))


@case(exact=True)
def count_characters():
    return text_case(CountVectorizer(analyzer="char", ngram_range=(1, 3)))


@case(exact=True)
def count_characters_in_words():
    return text_case(CountVectorizer(analyzer="char_wb", ngram_range=(3, 5)))


@case(exact=True)
def count_given_vocabulary():
    return text_case(CountVectorizer(vocabulary=["late", "storm", "absent", "zürich"]))


@case()
def tfidf():
    return text_case(TfidfVectorizer())


@case()
def tfidf_every_option():
    return text_case(
        TfidfVectorizer(sublinear_tf=True, norm="l1", ngram_range=(1, 2), smooth_idf=False, min_df=3)
    )


@case()
def tfidf_without_idf_or_norm():
    return text_case(TfidfVectorizer(use_idf=False, norm=None))


@case()
def tfidf_in_two_steps():
    return text_case(make_pipeline(CountVectorizer(), TfidfTransformer(sublinear_tf=True)))


@case()
def hashing():
    return text_case(HashingVectorizer(n_features=64, ngram_range=(1, 2)))


@case()
def hashing_unsigned():
    return text_case(HashingVectorizer(n_features=37, alternate_sign=False, norm="l1"))


@case(exact=True)
def hashing_binary():
    return text_case(HashingVectorizer(n_features=8, binary=True, norm=None))


@case()
def text_logistic():
    return text_case(make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression()))


@case()
def text_three_classes():
    made = texts(300)
    y = np.array([len(t) % 3 for t in made])
    pipe = make_pipeline(CountVectorizer(), TfidfTransformer(), LogisticRegression())
    return pipe.fit(made, y), texts(ROWS, seed=8, unseen=True)


@case()
def text_hashing_million():
    sgd = SGDClassifier(loss="log_loss", random_state=0)
    made = texts(300)
    pipe = make_pipeline(HashingVectorizer(n_features=1 << 18), TfidfTransformer(), sgd)
    return pipe.fit(made, labels(made)), texts(ROWS, seed=8, unseen=True)


@case()
def text_naive_bayes():
    return text_case(make_pipeline(CountVectorizer(), MultinomialNB()))


@case()
def text_linear_svc():
    return text_case(make_pipeline(TfidfVectorizer(analyzer="char_wb"), LinearSVC(random_state=0)))


@case()
def text_selected_and_scaled():
    return text_case(
        make_pipeline(
            TfidfVectorizer(),
            SelectKBest(chi2, k=12),
            MaxAbsScaler(),
            StandardScaler(with_mean=False),
            Normalizer("max"),
            LogisticRegression(),
        )
    )


@case()
def text_union():
    union = FeatureUnion(
        [
            ("words", TfidfVectorizer()),
            ("characters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 3))),
        ]
    )
    return text_case(make_pipeline(union, LogisticRegression()))


@case()
def text_topics():
    svd = TruncatedSVD(5, random_state=0)
    return text_case(make_pipeline(TfidfVectorizer(), svd, LogisticRegression()))


@case(exact=True)
def text_forest():
    forest = RandomForestClassifier(5, max_depth=4, random_state=0)
    return text_case(make_pipeline(TfidfVectorizer(), forest))


@case(tolerance=1.2e-7)
def text_xgboost():
    return text_case(make_pipeline(CountVectorizer(), xgboost.XGBClassifier(n_estimators=5)))


def reviews(n, seed, unseen=False):
    frame, delay = flights(n, seed=seed)
    frame = frame.assign(comment=texts(n, seed=seed + 1, unseen=unseen))
    frame["hour"] = frame["hour"].astype(float)
    if unseen:
        frame.loc[frame.index % 9 == 0, "origin"] = "nowhere"
    return frame, delay


def review_columns(**options):
    return ColumnTransformer(
        [
            ("said", TfidfVectorizer(max_features=30), "comment"),
            ("place", OneHotEncoder(handle_unknown="ignore"), ["origin", "destination"]),
            ("number", make_pipeline(SimpleImputer(), StandardScaler()), ["distance", "hour"]),
        ],
        **options,
    )


@case()
def text_among_columns():
    frame, delay = reviews(400, 3)
    pipe = make_pipeline(review_columns(), LogisticRegression())
    return pipe.fit(frame, delay > 20), reviews(ROWS, 11, unseen=True)[0]


@case()
def text_among_columns_alone():
    frame, delay = reviews(400, 3)
    return review_columns().fit(frame), reviews(ROWS, 11, unseen=True)[0]


@case(tolerance=1.2e-7)
def sparse_columns_xgboost():
    """XGBoost takes what is 0 in a sparse matrix for missing."""
    frame, delay = reviews(400, 3)
    columns = review_columns(sparse_threshold=1.0)
    pipe = make_pipeline(columns, xgboost.XGBClassifier(n_estimators=10, max_depth=4))
    return pipe.fit(frame, delay > 20), reviews(ROWS, 11, unseen=True)[0]


# Imputers


@case(tolerance=1e-9)
def knn_imputer():
    x, _, _ = numbers()
    return KNNImputer().fit(holes(x)), plain(missing=True)


@case(tolerance=1e-9)
def knn_imputer_by_distance():
    x, _, _ = numbers()
    imputer = KNNImputer(n_neighbors=9, weights="distance", add_indicator=True)
    return imputer.fit(holes(x)), plain(missing=True)


@case(tolerance=1e-9)
def knn_imputer_with_empty_column():
    x, _, t = numbers(n=60)
    x = holes(x, 0.6)
    x[:, 2] = np.nan
    rows = plain(missing=True)
    rows[3] = np.nan
    return make_pipeline(KNNImputer(n_neighbors=40), Ridge()).fit(x, t), rows


@case()
def iterative_imputer():
    x, _, _ = numbers()
    x = holes(x)
    x[:, 4] = np.nan
    return IterativeImputer(max_iter=4, random_state=0).fit(x), plain(missing=True)


@case()
def iterative_imputer_bounded():
    x, _, t = numbers()
    imputer = IterativeImputer(
        Ridge(), max_iter=3, min_value=-3, max_value=12, n_nearest_features=2, add_indicator=True,
        random_state=0,
    )
    return make_pipeline(imputer, Ridge()).fit(holes(x), t), plain(missing=True)


@case(exact=True)
def missing_indicator():
    x, _, _ = numbers()
    x = holes(x)
    x[:, 1] = 0
    return MissingIndicator(error_on_new=False).fit(x), plain(missing=True)


@case(exact=True)
def missing_indicator_of_all_by_value():
    x, _, _ = numbers()
    rows = plain()
    x[3, 2] = rows[3, 2] = rows[:20, 1] = -1
    return MissingIndicator(features="all", missing_values=-1).fit(x), rows


@case(exact=True)
def simple_imputer_with_indicator():
    x, _, _ = numbers()
    x = holes(x)
    x[:, 2] = np.nan
    imputer = SimpleImputer(strategy="median", add_indicator=True)
    return imputer.fit(x), plain(missing=True)


@case(exact=True)
def simple_imputer_constant():
    x, _, _ = numbers()
    x[:50, 1] = -1
    rows = plain()
    rows[10:60, 1] = -1
    imputer = SimpleImputer(missing_values=-1, strategy="constant", fill_value=3.5)
    return imputer.fit(x), rows


# Shapes


@case()
def quantile_uniform():
    x, _, _ = numbers()
    return QuantileTransformer(n_quantiles=50).fit(x), extremes(x, ROWS, missing=True)


@case()
def quantile_with_ties():
    x, _, _ = numbers()
    x = np.round(x / 3)
    rows = np.round(plain(missing=True) / 3)
    rows[:9] = 0.5
    return QuantileTransformer(n_quantiles=400).fit(x), rows


@case()
def quantile_normal():
    x, _, _ = numbers()
    transformer = QuantileTransformer(n_quantiles=100, output_distribution="normal")
    return transformer.fit(x), extremes(x, ROWS, missing=True)


@case()
def quantile_normal_model():
    x, _, t = numbers()
    transformer = QuantileTransformer(n_quantiles=1000, output_distribution="normal")
    return make_pipeline(transformer, Ridge()).fit(x, t), extremes(x, ROWS)


def spline(**options):
    x, _, _ = numbers()
    rows = plain()
    rows[0] = x.min(axis=0)
    rows[1] = x.max(axis=0)
    return SplineTransformer(**options).fit(x), rows


@case()
def spline_constant():
    return spline()


@case()
def spline_linear():
    return spline(extrapolation="linear", n_knots=7, knots="quantile")


@case()
def spline_linear_of_degree_one():
    return spline(extrapolation="linear", degree=1)


@case()
def spline_steps():
    return spline(degree=0, n_knots=4, extrapolation="continue")


@case()
def spline_continued():
    return spline(extrapolation="continue", degree=2, include_bias=False)


@case(tolerance=1e-11)
def spline_periodic():
    return spline(extrapolation="periodic", n_knots=6)


@case()
def spline_error_model():
    x, _, t = numbers()
    pipe = make_pipeline(SplineTransformer(extrapolation="error"), Ridge())
    return pipe.fit(x, t), x[:ROWS]


def bins(**options):
    x, _, _ = numbers()
    return KBinsDiscretizer(**options).fit(x), extremes(x, ROWS)


@case(exact=True)
def bins_one_hot():
    return bins()


@case(exact=True)
def bins_dense_uniform():
    return bins(n_bins=[2, 3, 4, 5, 6, 7], encode="onehot-dense", strategy="uniform")


@case(exact=True)
def bins_ordinal_kmeans():
    x, _, _ = numbers()
    return KBinsDiscretizer(4, encode="ordinal", strategy="kmeans", random_state=0).fit(x), plain()


@case(exact=True)
def binarizer():
    x, _, _ = numbers()
    return Binarizer(threshold=1.5).fit(x), extremes(x, ROWS)


@case()
def polynomial_every_option():
    x, _, _ = numbers()
    options = {"degree": (2, 3), "interaction_only": True, "include_bias": False}
    return PolynomialFeatures(**options).fit(x), plain()


@case()
def polynomial_plain():
    x, _, _ = numbers()
    return PolynomialFeatures(3).fit(x), plain()


FUNCTIONS = ["log1p", "expm1", "sqrt", "cbrt", "square", "abs", "sign", "floor", "rint", "tanh"]
FUNCTIONS += ["log", "log2", "log10", "exp", "sin", "arctan", "negative", "reciprocal", "isnan"]


def functions():
    x, _, _ = numbers()
    members = [(name, FunctionTransformer(getattr(np, name))) for name in FUNCTIONS]
    rows = np.abs(plain(missing=True)) % 40 + 0.1
    return FeatureUnion(members + [("same", FunctionTransformer())]).fit(np.abs(x)), rows


case(tolerance=4e-15)(functions)


# Projections


def projection(transformer, tolerant=False):
    x, _, _ = numbers()
    return make_pipeline(StandardScaler(), transformer).fit(x), plain()


@case()
def pca():
    return projection(PCA(4))


@case()
def pca_white():
    return projection(PCA(3, whiten=True))


@case()
def incremental_pca():
    return projection(IncrementalPCA(3, whiten=True))


@case(tolerance=1e-11)
def kernel_pca_rbf():
    return projection(KernelPCA(5, kernel="rbf", gamma=0.1))


@case(tolerance=1e-10)
def kernel_pca_poly():
    return projection(KernelPCA(4, kernel="poly"))


@case(tolerance=1e-10)
def kernel_pca_cosine():
    return projection(KernelPCA(3, kernel="cosine"))


@case(tolerance=1e-11)
def nystroem():
    return projection(Nystroem(n_components=30, random_state=0))


@case()
def rbf_sampler():
    return projection(RBFSampler(n_components=40, random_state=0))


@case()
def agglomeration():
    return projection(FeatureAgglomeration(3))


@case()
def agglomeration_by_median():
    return projection(FeatureAgglomeration(2, pooling_func=np.median))


# Selectors


def selector(transformer):
    x, y, t = numbers(classes=3)
    frame = pd.DataFrame(x, columns=list("abcdef"))
    return transformer.fit(frame, y), pd.DataFrame(plain(), columns=list("abcdef"))


@case(exact=True)
def select_percentile():
    return selector(SelectPercentile(f_classif, percentile=40))


@case(exact=True)
def select_fpr():
    return selector(SelectFpr(alpha=0.2))


@case(exact=True)
def select_fdr():
    return selector(SelectFdr(alpha=0.4))


@case(exact=True)
def select_fwe():
    return selector(SelectFwe(alpha=0.2))


@case(exact=True)
def select_generic():
    return selector(GenericUnivariateSelect(f_regression, mode="k_best", param=4))


@case(exact=True)
def select_generic_percentile():
    return selector(GenericUnivariateSelect(mode="percentile", param=70))


@case(exact=True)
def select_variance():
    return selector(VarianceThreshold(20))


@case(exact=True)
def select_sequential():
    return selector(SequentialFeatureSelector(Ridge(), n_features_to_select=2, cv=2))


@case(exact=True)
def select_from_lasso():
    return selector(SelectFromModel(Lasso(alpha=0.05)))


@case(exact=True)
def select_from_logistic():
    return selector(SelectFromModel(LogisticRegression(max_iter=30), threshold="0.5*median"))


@case(exact=True)
def select_from_forest():
    return selector(SelectFromModel(RandomForestClassifier(7, random_state=0), max_features=3))


@case(exact=True)
def select_from_boosting():
    return selector(SelectFromModel(GradientBoostingRegressor(n_estimators=5, random_state=0)))


@case(exact=True)
def select_from_extra_trees():
    forest = ExtraTreesRegressor(5, random_state=0)
    return selector(SelectFromModel(forest, threshold="median"))


@case(exact=True)
def select_from_tree():
    return selector(SelectFromModel(DecisionTreeRegressor(max_depth=3), threshold=0.1))


# Categories


def places(encoder):
    frame, delay = flights()
    frame = frame[["origin", "destination", "hour"]].assign(hour=lambda f: f["hour"].astype(float))
    rows = flight_rows(ROWS)[["origin", "destination", "hour"]]
    return encoder.fit(frame, delay), rows


@case(exact=True)
def one_hot_ignored():
    return places(OneHotEncoder(handle_unknown="ignore"))


@case(exact=True)
def one_hot_drop_first():
    return places(OneHotEncoder(drop="first", handle_unknown="ignore", **DENSE))


@case(exact=True)
def one_hot_drop_binary():
    frame, _ = flights()
    frame = frame[["origin"]].assign(big=np.where(frame["distance"] > 900, "yes", "no"))
    return OneHotEncoder(drop="if_binary").fit(frame), frame[:ROWS]


@case(exact=True)
def one_hot_drop_named():
    return places(OneHotEncoder(drop=["ORD", "ATL", 3.0], handle_unknown="ignore"))


@case(exact=True)
def one_hot_infrequent_if_exist():
    return places(OneHotEncoder(min_frequency=80, handle_unknown="infrequent_if_exist"))


@case(exact=True)
def one_hot_one_infrequent():
    frame, _ = flights()
    frame = frame[["origin"]].copy()
    frame.loc[:2, "origin"] = "seldom"
    rows = flight_rows(ROWS)[["origin"]]
    rows.loc[5, "origin"] = "seldom"
    encoder = OneHotEncoder(min_frequency=5, handle_unknown="infrequent_if_exist")
    return encoder.fit(frame), rows


@case(exact=True)
def one_hot_most_categories():
    return places(OneHotEncoder(max_categories=4, handle_unknown="infrequent_if_exist"))


@case(exact=True)
def one_hot_numbers_and_flags():
    frame = pd.DataFrame(
        {"n": [1.5, -0.0, np.nan, 2.0] * 50, "i": [1, 2, 3, 4] * 50, "b": [True, False] * 100}
    )
    return OneHotEncoder(handle_unknown="ignore").fit(frame), frame.astype(float)[:ROWS]


@case(exact=True)
def ordinal_unknown():
    encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    return places(encoder)


@case(exact=True)
def ordinal_missing():
    frame = pd.DataFrame({"a": ["x", None, "y", np.nan] * 50, "b": [1.0, np.nan, 3.0, 2.0] * 50})
    encoder = OrdinalEncoder(
        handle_unknown="use_encoded_value", unknown_value=np.nan, encoded_missing_value=-7
    )
    frame["a"] = frame["a"].where(frame["a"].notna(), np.nan)
    rows = frame[:ROWS].copy()
    rows.loc[3, "a"] = "z"
    rows.loc[4, "b"] = 99
    return encoder.fit(frame), rows


def target(y):
    frame, _ = flights()
    frame = frame[["origin", "destination", "hour"]].assign(hour=lambda f: f["hour"].astype(float))
    frame.loc[frame.index % 17 == 0, "origin"] = None
    rows = flight_rows(ROWS)[["origin", "destination", "hour"]]
    rows.loc[7, "origin"] = rows.loc[8, "destination"] = None
    return TargetEncoder(random_state=0, cv=3).fit(frame, y), rows


@case(exact=True)
def target_encoder():
    return target(flights()[1])


@case(exact=True)
def target_encoder_binary():
    return target(flights()[1] > 20)


@case(exact=True)
def target_encoder_three_classes():
    return target(np.array(["early", "late", "on time"])[np.digitize(flights()[1], [10, 25])])


@case()
def target_encoder_model():
    frame, delay = flights()
    rows = flight_rows(ROWS)
    columns = ColumnTransformer(
        [("place", TargetEncoder(random_state=0), ["origin", "destination"])],
        remainder=SimpleImputer(),
    )
    return make_pipeline(columns, Ridge()).fit(frame, delay), rows


@case(exact=True)
def label_encoder():
    words = np.array(["late", "early", "on time", "Ünïcode"])
    y = words[np.arange(ROWS) % 4]
    return LabelEncoder().fit(words), y


@case(exact=True)
def label_binarizer():
    words = np.array(["late", "early", "on time"])
    return LabelBinarizer(neg_label=-1, pos_label=2).fit(words), words[np.arange(ROWS) % 3]


@case(exact=True)
def label_binarizer_of_two():
    return LabelBinarizer().fit([3, 8]), np.array([3, 8])[np.arange(ROWS) % 2]


# Columns


def columns(**options):
    frame, delay = flights()
    frame["hour"] = frame["hour"].astype(float)
    return ColumnTransformer(**options).fit(frame, delay), flight_rows(ROWS)


NUMBER = ["distance", "hour", "temperature"]


@case(exact=True)
def columns_by_selector():
    return columns(
        transformers=[
            ("text", OneHotEncoder(handle_unknown="ignore"), make_column_selector(dtype_include=object)),
            ("rest", SimpleImputer(), make_column_selector(dtype_exclude=object)),
        ]
    )


@case(exact=True)
def columns_by_lambda():
    return columns(
        transformers=[("number", SimpleImputer(), pick_numbers)], verbose_feature_names_out=False
    )


def pick_numbers(frame):
    return [c for c in frame.columns if c in NUMBER]


@case(exact=True)
def columns_by_slices():
    return columns(
        transformers=[
            ("named", SimpleImputer(), slice("distance", "hour")),
            ("from", SimpleImputer(), slice(-2, None)),
            ("step", SimpleImputer(strategy="median"), slice(2, 5, 2)),
        ]
    )


@case(exact=True)
def columns_by_masks_and_negatives():
    return columns(
        transformers=[
            ("mask", SimpleImputer(), [False, False, True, False, True]),
            ("array", RobustScaler(), np.array([False, False, False, True, False])),
            ("negative", SimpleImputer(add_indicator=True), [-1, -3]),
            ("index", SimpleImputer(), pd.Index(["hour"])),
        ]
    )


@case()
def columns_with_remainder():
    return columns(
        transformers=[
            ("place", OneHotEncoder(handle_unknown="ignore", **DENSE), ["origin"]),
            ("gone", "drop", ["destination"]),
            ("kept", "passthrough", ["hour"]),
        ],
        remainder=make_pipeline(SimpleImputer(), StandardScaler()),
    )


@case()
def columns_remainder_passed():
    frame, delay = flights(missing=False)
    frame["hour"] = frame["hour"].astype(float)
    transformer = ColumnTransformer(
        [("place", OneHotEncoder(handle_unknown="ignore"), ["origin", "destination"])],
        remainder="passthrough",
        verbose_feature_names_out=False,
        sparse_threshold=0,
    )
    rows = flight_rows(ROWS, missing=False)
    return make_pipeline(transformer, LogisticRegression()).fit(frame, delay > 20), rows


@case(exact=True)
def columns_as_pandas():
    frame, delay = flights()
    frame["hour"] = frame["hour"].astype(float)
    first = ColumnTransformer(
        [("fill", SimpleImputer(), NUMBER)], remainder="drop", verbose_feature_names_out=False
    ).set_output(transform="pandas")
    second = ColumnTransformer([("b", "passthrough", ["temperature", "distance"])])
    return make_pipeline(first, second).fit(frame), flight_rows(ROWS)


@case(dumps=("lz4", "p2", "zlib", "gzip", "bz2", "xz"))
def columns_logistic():
    frame, delay = flights()
    frame["hour"] = frame["hour"].astype(float)
    pipe = make_pipeline(sklearn_models.flight_columns(), LogisticRegression())
    return pipe.fit(frame, delay > 20), flight_rows(ROWS)


def shouting(text):
    return text.upper().split()


def tenfold(x, by=10):
    return x * by


def refused():
    """Transformers that run Python code or cannot be answered with, each with what the refusal names."""
    made = texts(30)
    x, _, _ = numbers(40)
    frame, _ = flights(40)
    text = SimpleImputer(strategy="most_frequent").fit(frame[["origin"]])
    return {
        "tokenizer": CountVectorizer(tokenizer=shouting).fit(made),
        "preprocessor": TfidfVectorizer(preprocessor=str.upper).fit(made),
        "analyzer": CountVectorizer(analyzer=shouting).fit(made),
        "token_pattern": CountVectorizer(token_pattern=r"(?:a+)+b?\w").fit(made),
        "strip_accents": CountVectorizer(strip_accents=str.upper).fit(made),
        "func": FunctionTransformer(tenfold).fit(x),
        "kw_args": FunctionTransformer(np.abs, kw_args={"dtype": float}).fit(x),
        "gives text": text,
        "too many to answer with": HashingVectorizer().fit(made),
        "kernel": Nystroem(kernel=chi2_like, n_components=5).fit(np.abs(x)),
        "pooling_func": FeatureAgglomeration(2, pooling_func=shouting).fit(x),
        "sample_posterior": IterativeImputer(sample_posterior=True).fit(holes(x)),
    }


def chi2_like(a, b):
    return float(np.minimum(a, b).sum())


def write_refused(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, fitted in refused().items():
        (folder / f"{name}.pkl").write_bytes(pickle.dumps(fitted, protocol=4))


def outcome(fitted, rows):
    """The output as Slipway defines it, what it means, and the names of its columns."""
    last = fitted.steps[-1][1] if hasattr(fitted, "steps") else fitted
    if not hasattr(last, "transform") or hasattr(last, "predict"):
        if not isinstance(last, FeatureAgglomeration):
            return *expected(fitted, rows), None
    output = fitted.transform(rows)
    output = output.toarray() if hasattr(output, "toarray") else np.asarray(output)
    output = output.reshape(len(rows), -1).astype(float)
    try:
        names = [str(n) for n in fitted.get_feature_names_out()]
    except (AttributeError, ValueError):
        names = None
    return "values", output, names


def write(folder, name, dumps_too):
    function, exact, tolerance, dumps = CASES[name]
    fitted, rows = function()
    kind, output, names = outcome(fitted, rows)
    for dump in dumps if dumps_too else dumps[:1]:
        file = folder / f"{name}.{dump}.pkl"
        if dump == "lz4" and lz4 is None:
            continue
        if dump.startswith("p"):
            file.write_bytes(pickle.dumps(fitted, protocol=int(dump[1:])))
        else:
            joblib.dump(fitted, file, compress=(dump, 3))
    if isinstance(rows, pd.DataFrame):
        inputs, cells = list(rows.columns), rows.to_numpy(dtype=object)
    elif isinstance(rows, list) or rows.ndim == 1:
        inputs = ["y" if isinstance(fitted, (LabelEncoder, LabelBinarizer)) else "text"]
        cells = [[str(v) if isinstance(v, str) else v] for v in rows]
    else:
        inputs, cells = [f"x{i}" for i in range(rows.shape[1])], rows
    document = {
        "kind": kind,
        "exact": exact,
        "tolerance": tolerance,
        "columns": inputs,
        "names": names,
        "rows": [[cell(v) for v in row] for row in cells],
        "expected": [[cell(float(v)) for v in np.atleast_1d(row)] for row in output],
    }
    (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--only", nargs="*")
    arguments.add_argument("--rows", type=int, default=200)
    arguments.add_argument("--small", action="store_true", help="one dump")
    options = arguments.parse_args()
    ROWS = sklearn_models.ROWS = options.rows
    options.folder.mkdir(parents=True, exist_ok=True)
    if not options.small:
        write_refused(options.folder / "refused")
    for name in options.only or CASES:
        if "xgboost" in name and xgboost is None:
            continue
        if "target-encoder" in name and TargetEncoder is None:
            continue
        write(options.folder, name, not options.small)
