"""Trains scikit-learn models and writes each with rows and what scikit-learn predicts for them.

    python3 sklearn_models.py FOLDER [--only NAME ...] [--rows N] [--small]

For each model NAME there are FOLDER/NAME.<dump>.pkl files in several dumps (pickle protocols, joblib
containers), and FOLDER/NAME.json with the rows, the expected output and how exact it must be.
"""

import argparse
import json
import math
import pickle
import warnings
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import sklearn
from sklearn.cluster import KMeans
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import (
    BaggingClassifier,
    BaggingRegressor,
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    IsolationForest,
    RandomForestClassifier,
    RandomForestRegressor,
    StackingClassifier,
    StackingRegressor,
    VotingClassifier,
    VotingRegressor,
)
from sklearn.feature_selection import RFE, SelectKBest, VarianceThreshold, f_regression
from sklearn.impute import SimpleImputer
from sklearn.linear_model import (
    ElasticNet,
    Lasso,
    LinearRegression,
    LogisticRegression,
    Perceptron,
    PoissonRegressor,
    Ridge,
    RidgeClassifier,
    SGDClassifier,
    SGDRegressor,
    TweedieRegressor,
)
from sklearn.model_selection import GridSearchCV
from sklearn.naive_bayes import GaussianNB, MultinomialNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor, NearestCentroid
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.preprocessing import (
    MaxAbsScaler,
    KBinsDiscretizer,
    MinMaxScaler,
    Normalizer,
    OneHotEncoder,
    OrdinalEncoder,
    PolynomialFeatures,
    PowerTransformer,
    RobustScaler,
    StandardScaler,
)
from sklearn.svm import SVC, SVR, LinearSVC, LinearSVR, NuSVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

try:
    import lightgbm
except ImportError:
    lightgbm = None
try:
    import xgboost
except ImportError:
    xgboost = None

warnings.filterwarnings("ignore")

MODELS = {}


def model(exact=False, tolerance=1e-12, dumps=("p4",), chooses=True):
    """Registers a function that gives (fitted model, rows) and perhaps what gives the model the attributes
    of an older version before it is written, or None where this version has no such model.

    `chooses` is whether the class of the greatest score is always the one that is predicted.
    """

    def register(function):
        MODELS[function.__name__.replace("_", "-")] = (function, exact, tolerance, dumps, chooses)
        return function

    return register


DENSE = {"sparse_output" if sklearn.__version__ >= "1.2" else "sparse": False}
EVERY_DUMP = ("p0", "p1", "p2", "p3", "p4", "p5", "joblib", "zlib", "gzip", "bz2", "xz", "lzma")
TREES = 10


def numbers(n=400, classes=2, width=6, seed=1):
    random = np.random.default_rng(seed)
    x = random.normal(size=(n, width)) * np.linspace(0.5, 20, width) + np.arange(width)
    score = x[:, 0] * 2 - x[:, 1] / 3 + random.normal(size=n)
    y = np.digitize(score, np.quantile(score, np.linspace(0, 1, classes + 1)[1:-1]))
    return x, y, score


def extremes(x, rows, missing=False):
    """Rows to score: some of training, some far outside, some at float32 edges, some missing."""
    random = np.random.default_rng(7)
    out = x[random.integers(0, len(x), rows)].astype(float).copy()
    out[: rows // 4] = random.normal(size=(rows // 4, x.shape[1])) * 100
    out[0] = 0.0
    out[1] = -0.0
    out[2] = 1e30
    out[3] = -1e30
    out[4] = 1e-30
    out[5] = np.float64(np.float32(out[6])) + 1e-12
    if missing:
        mask = random.random(out.shape) < 0.15
        mask[:8] = False
        mask[8] = True
        out[mask] = np.nan
    return out


def flights(n=600, seed=3, missing=True):
    random = np.random.default_rng(seed)
    airports = np.array(["ATL", "ORD", "DFW", "LAX", "DEN", "Ünïcode", ""], dtype=object)
    frame = pd.DataFrame(
        {
            "origin": airports[random.integers(0, len(airports), n)],
            "destination": airports[random.integers(0, 4, n)],
            "distance": random.integers(80, 2500, n).astype(float),
            "hour": random.integers(0, 24, n),
            "temperature": random.normal(15, 9, n),
        }
    )
    delay = (
        frame["distance"] / 100
        + (frame["origin"] == "ORD") * 15
        + frame["hour"] * 1.5
        + random.normal(0, 8, n)
    )
    if missing:
        frame.loc[random.random(n) < 0.1, "temperature"] = np.nan
        frame.loc[random.random(n) < 0.05, "distance"] = np.nan
    return frame, delay.to_numpy()


def flight_rows(rows, missing=True, unseen=True):
    frame, _ = flights(rows, seed=11, missing=missing)
    if unseen:
        frame.loc[frame.index % 9 == 0, "origin"] = "nowhere"
        frame.loc[frame.index % 13 == 0, "destination"] = "NRT"
    frame["distance"] = frame["distance"].astype(float)
    frame.loc[1, "distance"] = 1e12
    frame.loc[2, "distance"] = -5.0
    frame["hour"] = frame["hour"].astype(float)
    return frame


def flight_columns(numeric=None, encoder=None):
    return ColumnTransformer(
        [
            (
                "place",
                encoder or OneHotEncoder(handle_unknown="ignore"),
                ["origin", "destination"],
            ),
            (
                "number",
                numeric or make_pipeline(SimpleImputer(), StandardScaler()),
                ["distance", "hour", "temperature"],
            ),
        ]
    )


ROWS = 200


# Linear models


@model(dumps=EVERY_DUMP)
def logistic_binary():
    x, y, _ = numbers()
    return make_pipeline(StandardScaler(), LogisticRegression()).fit(x, y), extremes(x, ROWS)


@model()
def logistic_multinomial():
    x, y, _ = numbers(classes=3)
    return make_pipeline(StandardScaler(), LogisticRegression()).fit(x, y), extremes(x, ROWS)


@model()
def logistic_ovr():
    x, y, _ = numbers(classes=3)
    lr = LogisticRegression(multi_class="ovr")
    return make_pipeline(MinMaxScaler(), lr).fit(x, y), extremes(x, ROWS)[7:]


@model()
def logistic_binary_multinomial():
    x, y, _ = numbers()
    lr = LogisticRegression(multi_class="multinomial")
    return make_pipeline(RobustScaler(), lr).fit(x, y), extremes(x, ROWS)


@model()
def logistic_liblinear_text_classes():
    x, y, _ = numbers(classes=3)
    lr = LogisticRegression(solver="liblinear")
    labels = np.array(["late", "on time", "early"])[y]
    return make_pipeline(MaxAbsScaler(), lr).fit(x, labels), extremes(x, ROWS)[7:]


@model()
def linear_regression():
    x, _, t = numbers()
    return LinearRegression().fit(x, t), extremes(x, ROWS)


@model()
def linear_regression_two_targets():
    x, _, t = numbers()
    return LinearRegression().fit(x, np.c_[t, x[:, 0]]), extremes(x, ROWS)


@model()
def ridge_without_intercept():
    x, _, t = numbers()
    return Ridge(fit_intercept=False).fit(x, t), extremes(x, ROWS)


@model()
def lasso_named():
    x, _, t = numbers()
    frame = pd.DataFrame(x, columns=list("abcdef"))
    return Lasso(alpha=0.1).fit(frame, t), pd.DataFrame(extremes(x, ROWS), columns=list("abcdef"))


@model()
def elastic_net_clipped():
    x, _, t = numbers()
    pipe = make_pipeline(MinMaxScaler(feature_range=(-2, 3), clip=True), ElasticNet(alpha=0.01))
    return pipe.fit(x, t), extremes(x, ROWS)


@model()
def sgd_regressor():
    x, _, t = numbers()
    return make_pipeline(StandardScaler(), SGDRegressor(random_state=0)).fit(x, t), extremes(x, ROWS)


# Far from the origin all probabilities are 0 or 1 and equal, where scikit-learn chooses by the scores.
@model(chooses=False)
def sgd_log_loss():
    x, y, _ = numbers(classes=3)
    sgd = SGDClassifier(loss="log_loss", random_state=0)
    return make_pipeline(StandardScaler(), sgd).fit(x, y), extremes(x, ROWS)[7:]


@model(chooses=False)
def sgd_modified_huber():
    x, y, _ = numbers(classes=3)
    sgd = SGDClassifier(loss="modified_huber", random_state=0)
    return make_pipeline(StandardScaler(), sgd).fit(x, y), extremes(x, ROWS)


@model()
def sgd_modified_huber_binary():
    x, y, _ = numbers()
    sgd = SGDClassifier(loss="modified_huber", random_state=0)
    return make_pipeline(StandardScaler(), sgd).fit(x, y), extremes(x, ROWS)


@model()
def sgd_hinge():
    x, y, _ = numbers()
    sgd = SGDClassifier(random_state=0)
    return make_pipeline(StandardScaler(), sgd).fit(x, y), extremes(x, ROWS)


@model()
def perceptron_three():
    x, y, _ = numbers(classes=3)
    return make_pipeline(StandardScaler(), Perceptron()).fit(x, y), extremes(x, ROWS)


@model()
def ridge_classifier():
    x, y, _ = numbers(classes=3)
    return RidgeClassifier().fit(x, y), extremes(x, ROWS)


@model()
def linear_svc():
    x, y, _ = numbers()
    return make_pipeline(StandardScaler(), LinearSVC(random_state=0)).fit(x, y == 1), extremes(x, ROWS)


@model()
def linear_svr():
    x, _, t = numbers()
    return make_pipeline(StandardScaler(), LinearSVR(random_state=0)).fit(x, t), extremes(x, ROWS)


@model()
def poisson():
    x, y, _ = numbers(classes=4)
    pipe = make_pipeline(StandardScaler(), PoissonRegressor())
    return pipe.fit(x, y), extremes(x, ROWS)[7:]


@model()
def tweedie():
    x, _, t = numbers()
    pipe = make_pipeline(StandardScaler(), TweedieRegressor(power=1.5, link="log"))
    return pipe.fit(x, np.exp(t / 10)), extremes(x, ROWS)[7:]


# Trees


@model(exact=True)
def tree_classifier():
    x, y, _ = numbers(classes=3)
    return DecisionTreeClassifier(max_depth=5, random_state=0).fit(x, y), extremes(x, ROWS)


@model(exact=True)
def tree_regressor():
    x, _, t = numbers()
    return DecisionTreeRegressor(random_state=0).fit(x, t), extremes(x, ROWS)


@model(exact=True)
def tree_two_targets():
    x, _, t = numbers()
    return DecisionTreeRegressor(max_depth=4).fit(x, np.c_[t, -t]), extremes(x, ROWS)


@model(exact=True, dumps=EVERY_DUMP)
def forest_classifier():
    x, y, _ = numbers()
    return RandomForestClassifier(TREES, random_state=0).fit(x, y), extremes(x, ROWS)


@model(exact=True)
def forest_three():
    x, y, _ = numbers(classes=3)
    rf = RandomForestClassifier(TREES, max_depth=4, random_state=0, class_weight="balanced")
    return rf.fit(x, y), extremes(x, ROWS)


@model(exact=True)
def forest_regressor():
    x, _, t = numbers()
    return RandomForestRegressor(TREES, random_state=0).fit(x, t), extremes(x, ROWS)


@model(exact=True)
def extra_trees_classifier():
    x, y, _ = numbers(classes=3)
    return ExtraTreesClassifier(TREES, random_state=0).fit(x, y), extremes(x, ROWS)


@model(exact=True)
def extra_trees_regressor():
    x, _, t = numbers()
    return ExtraTreesRegressor(TREES, random_state=0).fit(x, t), extremes(x, ROWS)


@model(tolerance=1e-14)
def gradient_boosting_binary():
    x, y, _ = numbers()
    return GradientBoostingClassifier(n_estimators=TREES).fit(x, y), extremes(x, ROWS)


@model()
def gradient_boosting_three():
    x, y, _ = numbers(classes=3)
    return GradientBoostingClassifier(n_estimators=TREES).fit(x, y), extremes(x, ROWS)


@model()
def gradient_boosting_zero():
    x, y, _ = numbers()
    gb = GradientBoostingClassifier(n_estimators=TREES, init="zero")
    return gb.fit(x, y), extremes(x, ROWS)


@model()
def gradient_boosting_exponential():
    x, y, _ = numbers()
    gb = GradientBoostingClassifier(n_estimators=TREES, loss="exponential")
    return gb.fit(x, y), extremes(x, ROWS)


@model(exact=True)
def gradient_boosting_regressor():
    x, _, t = numbers()
    return GradientBoostingRegressor(n_estimators=TREES).fit(x, t), extremes(x, ROWS)


@model(exact=True)
def gradient_boosting_quantile():
    x, _, t = numbers()
    gb = GradientBoostingRegressor(n_estimators=TREES, loss="quantile", alpha=0.8)
    return gb.fit(x, t), extremes(x, ROWS)


@model(exact=True)
def hist_regressor():
    x, _, t = numbers()
    x = extremes(x, 400, missing=True)
    hgb = HistGradientBoostingRegressor(max_iter=TREES)
    return hgb.fit(x, t), extremes(x, ROWS, missing=True)


@model()
def hist_poisson():
    x, y, _ = numbers(classes=4)
    hgb = HistGradientBoostingRegressor(max_iter=TREES, loss="poisson")
    return hgb.fit(x, y), extremes(x, ROWS, missing=True)


@model(tolerance=1e-14)
def hist_binary():
    x, y, _ = numbers()
    hgb = HistGradientBoostingClassifier(max_iter=TREES)
    return hgb.fit(x, y), extremes(x, ROWS, missing=True)


@model()
def hist_three():
    x, y, _ = numbers(classes=3)
    hgb = HistGradientBoostingClassifier(max_iter=TREES)
    return hgb.fit(x, y), extremes(x, ROWS, missing=True)


@model(exact=True)
def hist_categories():
    random = np.random.default_rng(5)
    x, _, t = numbers()
    x[:, 2] = random.integers(0, 40, len(x))
    x[:, 4] = random.integers(0, 3, len(x)) * 2
    t = t + np.where(x[:, 2] % 3 == 1, 40, 0) + x[:, 4]
    hgb = HistGradientBoostingRegressor(max_iter=TREES, categorical_features=[2, 4])
    rows = extremes(x, ROWS, missing=True)
    rows[:, 2] = random.integers(-1, 60, ROWS)
    rows[:, 4] = random.integers(0, 6, ROWS)
    rows[::17, 2] = np.nan
    return hgb.fit(x, t), rows


# Columns


@model(exact=True, dumps=("p2", "p5", "joblib", "zlib"))
def flights_hist():
    frame, delay = flights()
    numeric = make_pipeline(StandardScaler(), SimpleImputer(strategy="median"))
    pipe = make_pipeline(
        flight_columns(numeric, OneHotEncoder(handle_unknown="ignore", **DENSE)),
        HistGradientBoostingRegressor(max_iter=TREES),
    )
    return pipe.fit(frame, delay), flight_rows(ROWS)


@model(exact=True, dumps=("p2", "p5", "joblib"))
def flights_forest():
    frame, delay = flights()
    pipe = make_pipeline(
        flight_columns(SimpleImputer(add_indicator=True)),
        RandomForestRegressor(TREES, random_state=0, n_jobs=1),
    )
    return pipe.fit(frame, delay), flight_rows(ROWS)


@model()
def flights_logistic():
    frame, delay = flights()
    pipe = make_pipeline(flight_columns(), LogisticRegression())
    return pipe.fit(frame, delay > 20), flight_rows(ROWS)


@model(exact=True)
def flights_passthrough():
    frame, delay = flights()
    columns = ColumnTransformer(
        [
            ("place", OneHotEncoder(handle_unknown="ignore", **DENSE), [0, 1]),
            ("keep", "passthrough", slice("hour", "temperature")),
        ],
        remainder="passthrough",
    )
    pipe = make_pipeline(columns, HistGradientBoostingRegressor(max_iter=TREES))
    return pipe.fit(frame, delay), flight_rows(ROWS)


@model(exact=True)
def flights_masks_and_drop():
    frame, delay = flights(missing=False)
    columns = ColumnTransformer(
        [
            ("none", "drop", ["origin"]),
            ("place", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), ["destination"]),
            ("number", RobustScaler(), [False, False, True, True, False]),
            ("empty", StandardScaler(), []),
        ]
    )
    pipe = make_pipeline(columns, ExtraTreesRegressor(TREES, random_state=0))
    return pipe.fit(frame, delay), flight_rows(ROWS, missing=False)


@model(exact=True)
def flights_imputed_text():
    frame, delay = flights()
    frame.loc[frame.index % 11 == 0, "origin"] = np.nan
    frame.loc[frame.index % 7 == 0, "destination"] = np.nan
    columns = ColumnTransformer(
        [
            (
                "often",
                make_pipeline(
                    SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")
                ),
                ["origin"],
            ),
            (
                "unknown",
                make_pipeline(
                    SimpleImputer(strategy="constant", fill_value="none"),
                    OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan),
                ),
                ["destination"],
            ),
            ("number", SimpleImputer(strategy="constant", fill_value=-1), ["distance", "hour"]),
        ],
        remainder="drop",
    )
    pipe = make_pipeline(columns, HistGradientBoostingRegressor(max_iter=TREES))
    rows = flight_rows(ROWS)
    rows.loc[rows.index % 5 == 0, "origin"] = np.nan
    rows.loc[rows.index % 4 == 0, "destination"] = np.nan
    return pipe.fit(frame, delay), rows


@model(exact=True)
def one_hot_infrequent():
    frame, delay = flights()
    encoder = OneHotEncoder(
        handle_unknown="infrequent_if_exist", max_categories=4, drop="first", **DENSE
    )
    columns = ColumnTransformer([("place", encoder, ["origin", "hour"])], remainder="drop")
    pipe = make_pipeline(columns, HistGradientBoostingRegressor(max_iter=TREES))
    return pipe.fit(frame, delay), flight_rows(ROWS, unseen=True)


@model(exact=True)
def one_hot_missing_category():
    frame, delay = flights()
    frame.loc[frame.index % 11 == 0, "origin"] = np.nan
    encoder = OneHotEncoder(handle_unknown="ignore", drop="if_binary", **DENSE)
    columns = ColumnTransformer([("place", encoder, ["origin", "destination"])])
    pipe = make_pipeline(columns, HistGradientBoostingRegressor(max_iter=TREES))
    rows = flight_rows(ROWS)
    rows.loc[rows.index % 5 == 0, "origin"] = np.nan
    return pipe.fit(frame, delay), rows


@model(exact=True)
def ordinal_missing_category():
    frame, delay = flights()
    frame.loc[frame.index % 11 == 0, "origin"] = None
    encoder = OrdinalEncoder(
        handle_unknown="use_encoded_value", unknown_value=99, encoded_missing_value=-7
    )
    columns = ColumnTransformer([("place", encoder, ["origin", "destination"])])
    pipe = make_pipeline(columns, HistGradientBoostingRegressor(max_iter=TREES))
    rows = flight_rows(ROWS)
    rows.loc[rows.index % 5 == 0, "origin"] = None
    return pipe.fit(frame, delay), rows


@model()
def nested_columns_and_union():
    frame, delay = flights()
    inner = ColumnTransformer(
        [("text", "passthrough", ["origin"]), ("numbers", SimpleImputer(), ["distance"])]
    )
    inner.set_output(transform="pandas")
    outer = ColumnTransformer(
        [
            ("place", OneHotEncoder(handle_unknown="ignore"), ["text__origin"]),
            (
                "number",
                FeatureUnion([("a", StandardScaler()), ("b", MinMaxScaler()), ("c", "drop")]),
                ["numbers__distance"],
            ),
        ]
    )
    pipe = Pipeline([("inner", inner), ("outer", outer), ("none", "passthrough"), ("end", Ridge())])
    return pipe.fit(frame, delay), flight_rows(ROWS)


@model(exact=True, dumps=("joblib", "zlib"))
def flights_grouped_airports():
    frame, delay = flights()
    encoder = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=84)
    columns = ColumnTransformer(
        [
            ("numbers", SimpleImputer(strategy="median"), ["hour", "distance"]),
            ("airports", encoder, ["origin", "destination"]),
        ]
    )
    trees = GradientBoostingRegressor(n_estimators=TREES, subsample=0.8, random_state=7)
    return Pipeline([("columns", columns), ("trees", trees)]).fit(frame, delay), flight_rows(ROWS)


# Models of models, and the others


@model(exact=True)
def grid_search():
    x, _, t = numbers()
    search = GridSearchCV(DecisionTreeRegressor(random_state=0), {"max_depth": [2, 4]}, cv=2)
    return search.fit(x, t), extremes(x, ROWS)


@model()
def voting_soft():
    x, y, _ = numbers(classes=3)
    voters = [
        ("lr", make_pipeline(StandardScaler(), LogisticRegression())),
        ("rf", RandomForestClassifier(3, random_state=0)),
        ("no", "drop"),
    ]
    return VotingClassifier(voters, voting="soft", weights=[2, 1, 5]).fit(x, y), extremes(x, ROWS)


@model()
def voting_regressor():
    x, _, t = numbers()
    voters = [("lr", LinearRegression()), ("tree", DecisionTreeRegressor(max_depth=3))]
    return VotingRegressor(voters).fit(x, t), extremes(x, ROWS)


@model()
def bagging_features():
    x, y, _ = numbers(classes=3)
    bagging = BaggingClassifier(max_features=0.5, n_estimators=5, random_state=0)
    return bagging.fit(x, y), extremes(x, ROWS)


@model()
def bagging_regressor():
    x, _, t = numbers()
    return BaggingRegressor(Ridge(), n_estimators=5, random_state=0).fit(x, t), extremes(x, ROWS)


@model()
def stacking_classifier():
    x, y, _ = numbers()
    members = [
        ("tree", DecisionTreeClassifier(max_depth=3)),
        ("svc", make_pipeline(StandardScaler(), LinearSVC(random_state=0))),
    ]
    stack = StackingClassifier(members, LogisticRegression(), cv=3, passthrough=True)
    return stack.fit(x, y), extremes(x, ROWS)[6:]


@model()
def stacking_regressor():
    x, _, t = numbers()
    members = [("tree", DecisionTreeRegressor(max_depth=3)), ("ridge", Ridge())]
    return StackingRegressor(members, LinearRegression(), cv=3).fit(x, t), extremes(x, ROWS)


@model()
def gaussian_nb():
    x, y, _ = numbers(classes=3)
    return GaussianNB().fit(x, y), extremes(x, ROWS)[7:]


@model()
def multinomial_nb():
    x, y, _ = numbers(classes=3)
    return MultinomialNB().fit(np.abs(x), y), np.abs(extremes(x, ROWS))[7:]


@model()
def mlp_classifier():
    x, y, _ = numbers(classes=3)
    mlp = MLPClassifier((12, 7), max_iter=30, random_state=0)
    return make_pipeline(StandardScaler(), mlp).fit(x, y), extremes(x, ROWS)[7:]


@model()
def mlp_binary_tanh():
    x, y, _ = numbers()
    mlp = MLPClassifier((9,), activation="tanh", max_iter=30, random_state=0)
    return make_pipeline(StandardScaler(), mlp).fit(x, y), extremes(x, ROWS)[7:]


@model()
def mlp_regressor():
    x, _, t = numbers()
    mlp = MLPRegressor((9,), activation="logistic", max_iter=30, random_state=0)
    return make_pipeline(StandardScaler(), mlp).fit(x, t), extremes(x, ROWS)[7:]


@model(exact=True)
def dummy_prior():
    x, y, _ = numbers(classes=3)
    return DummyClassifier().fit(x, y), extremes(x, ROWS)


@model(exact=True)
def dummy_median():
    x, _, t = numbers()
    return DummyRegressor(strategy="median").fit(x, t), extremes(x, ROWS)


@model()
def pca_whitened():
    x, _, t = numbers()
    pipe = make_pipeline(StandardScaler(), PCA(3, whiten=True), Ridge())
    return pipe.fit(x, t), extremes(x, ROWS)[7:]


@model()
def svd_normalized():
    x, _, t = numbers()
    pipe = make_pipeline(Normalizer(), TruncatedSVD(3, random_state=0), Ridge())
    return pipe.fit(x, t), extremes(x, ROWS)


@model()
def polynomial():
    x, _, t = numbers()
    poly = PolynomialFeatures(3, include_bias=False)
    return make_pipeline(StandardScaler(), poly, Ridge()).fit(x, t), extremes(x, ROWS)[7:]


@model()
def polynomial_interactions():
    x, _, t = numbers()
    poly = PolynomialFeatures(interaction_only=True)
    selector = VarianceThreshold(1)
    return make_pipeline(poly, selector, Ridge()).fit(x, t), extremes(x, ROWS)[7:]


@model()
def recursive_elimination():
    x, _, t = numbers()
    pipe = make_pipeline(RFE(LinearRegression(), n_features_to_select=3), LinearRegression())
    return pipe.fit(x, t), extremes(x, ROWS)


@model()
def svc_radial():
    x, y, _ = numbers()
    return make_pipeline(StandardScaler(), SVC()).fit(x, y), extremes(x, ROWS)[7:]


@model()
def svr_polynomial():
    x, _, t = numbers()
    svr = SVR(kernel="poly", coef0=1, degree=2)
    return make_pipeline(StandardScaler(), svr).fit(x, t), extremes(x, ROWS)[7:]


@model()
def svr_linear():
    x, _, t = numbers()
    return make_pipeline(StandardScaler(), SVR(kernel="linear")).fit(x, t), extremes(x, ROWS)[7:]


@model()
def neighbors_classifier():
    x, y, _ = numbers(classes=3)
    return KNeighborsClassifier().fit(x, y), extremes(x, ROWS)[7:]


@model()
def neighbors_by_distance():
    x, _, t = numbers()
    return KNeighborsRegressor(weights="distance", p=1).fit(x, t), extremes(x, ROWS)[7:]


@model(exact=True)
def k_means():
    x, _, _ = numbers()
    return make_pipeline(StandardScaler(), KMeans(4, n_init=2, random_state=0)).fit(x), extremes(x, ROWS)[7:]


@model()
def isolation_forest():
    x, _, _ = numbers()
    forest = IsolationForest(n_estimators=TREES, max_features=0.6, random_state=0)
    return forest.fit(x), extremes(x, ROWS)


@model()
def select_best():
    x, _, t = numbers()
    return make_pipeline(SelectKBest(f_regression, k=3), Ridge()).fit(x, t), extremes(x, ROWS)


@model(tolerance=1e-11)
def power_transformer():
    x, _, t = numbers()
    return make_pipeline(PowerTransformer(), Ridge()).fit(x, t), extremes(x, ROWS)[7:]


@model()
def bins():
    x, _, t = numbers()
    columns = ColumnTransformer(
        [
            ("a", KBinsDiscretizer(5, encode="onehot-dense"), [0, 1]),
            ("b", KBinsDiscretizer(3, encode="ordinal", strategy="uniform"), [2]),
        ]
    )
    return make_pipeline(columns, Ridge()).fit(x, t), extremes(x, ROWS)


# XGBoost computes in float32: a step of float32 beside 1 is 6e-8, twice that leaves room for exp.


@model(tolerance=1.2e-7)
def xgboost_classifier():
    x, y, _ = numbers(classes=3)
    xgb = xgboost.XGBClassifier(n_estimators=TREES, max_depth=4)
    return xgb.fit(x, y), extremes(x, ROWS, missing=True)


@model(tolerance=1.2e-7)
def xgboost_in_pipeline():
    frame, delay = flights()
    pipe = make_pipeline(flight_columns(), xgboost.XGBClassifier(n_estimators=TREES, max_depth=4))
    return pipe.fit(frame, delay > 20), flight_rows(ROWS)


@model(tolerance=1.2e-7)
def xgboost_early_stopping():
    x, y, t = numbers()
    frame = pd.DataFrame(x, columns=list("abcdef")).fillna(0)
    xgb = xgboost.XGBRegressor(n_estimators=60, early_stopping_rounds=2, missing=-999)
    xgb.fit(frame[:300], t[:300], eval_set=[(frame[300:], t[300:])], verbose=False)
    rows = extremes(x, ROWS)
    rows[10:40, 2] = -999
    return xgb, pd.DataFrame(rows, columns=list("abcdef"))


@model()
def lightgbm_classifier():
    x, y, _ = numbers(classes=3)
    lgbm = lightgbm.LGBMClassifier(n_estimators=TREES, verbose=-1)
    return lgbm.fit(x, np.array(["a", "b", "c"])[y]), extremes(x, ROWS, missing=True)


@model()
def lightgbm_in_pipeline():
    frame, delay = flights()
    lgbm = lightgbm.LGBMRegressor(n_estimators=TREES, verbose=-1)
    return make_pipeline(flight_columns(), lgbm).fit(frame, delay), flight_rows(ROWS)


@model()
def lightgbm_early_stopping():
    x, y, _ = numbers()
    stop = lightgbm.early_stopping(2, verbose=False)
    lgbm = lightgbm.LGBMClassifier(n_estimators=80, verbose=-1)
    lgbm.fit(x[:300], y[:300], eval_set=[(x[300:], y[300:])], callbacks=[stop])
    return lgbm, extremes(x, ROWS, missing=True)


def last_step(fitted):
    return fitted.steps[-1][1] if isinstance(fitted, Pipeline) else fitted


def votes(fitted, rows):
    """How many pairs of classes each class wins in an SVC of more than two classes."""
    svc = last_step(fitted)
    shape, svc.decision_function_shape = svc.decision_function_shape, "ovo"
    pairs = fitted.decision_function(rows)
    svc.decision_function_shape = shape
    count = len(svc.classes_)
    won = np.zeros((len(pairs), count))
    names = [(i, j) for i in range(count) for j in range(i + 1, count)]
    for column, (i, j) in enumerate(names):
        won[:, i] += pairs[:, column] > 0
        won[:, j] += pairs[:, column] <= 0
    return won


def weighed_votes(fitted, rows):
    """The votes of a VotingClassifier; of two classes, those for the second less those for the first."""
    weights = fitted._weights_not_none or [1] * len(fitted.estimators_)
    won = np.zeros((len(rows), len(fitted.classes_)))
    for weight, choices in zip(weights, fitted.transform(rows).T):
        won[np.arange(len(rows)), choices] += weight
    return won[:, 1] - won[:, 0] if won.shape[1] == 2 else won


def expected(fitted, rows):
    """The output as Slipway defines it, and what it means."""
    last = last_step(fitted)
    if isinstance(last, NearestCentroid):
        return "label", np.searchsorted(last.classes_, fitted.predict(rows))
    if hasattr(fitted, "predict_proba"):
        return "probabilities", fitted.predict_proba(rows)
    if isinstance(last, (SVC, NuSVC)) and len(last.classes_) > 2 and not last.break_ties:
        return "decision", votes(fitted, rows)
    if isinstance(last, VotingClassifier):
        return "decision", weighed_votes(fitted, rows)
    if hasattr(fitted, "decision_function"):
        return "decision", fitted.decision_function(rows)
    if hasattr(last, "classes_"):
        return "label", np.searchsorted(last.classes_, fitted.predict(rows))
    if hasattr(last, "cluster_centers_"):
        return "label", fitted.predict(rows)
    return "values", fitted.predict(rows)


def chosen(fitted, rows):
    """The index of the class that is predicted for each row, where the model has classes."""
    classes = getattr(last_step(fitted), "classes_", None)
    return [] if classes is None else [int(i) for i in np.searchsorted(classes, fitted.predict(rows))]


def cell(value):
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, str):
        return value
    return float(value).hex()


def write(folder, name, dumps_too):
    function, exact, tolerance, dumps, chooses = MODELS[name]
    made = function()
    if made is None:
        return
    fitted, rows, *older = made
    kind, output = expected(fitted, rows)
    choices = chosen(fitted, rows) if chooses else []
    if older:
        older[0](fitted)
    for dump in dumps if dumps_too else dumps[-1:]:
        file = folder / f"{name}.{dump}.pkl"
        if dump.startswith("p"):
            file.write_bytes(pickle.dumps(fitted, protocol=int(dump[1:])))
        elif dump == "joblib":
            joblib.dump(fitted, file)
        else:
            joblib.dump(fitted, file, compress=(dump, 3))
    named = isinstance(rows, pd.DataFrame)
    document = {
        "kind": kind,
        "exact": exact,
        "tolerance": tolerance,
        "columns": list(rows.columns) if named else [f"x{i}" for i in range(rows.shape[1])],
        "chosen": choices,
        "classes": [str(c) for c in getattr(fitted, "classes_", [])],
        "rows": [[cell(v) for v in row] for row in (rows.to_numpy(dtype=object) if named else rows)],
        "expected": [[cell(v) for v in np.atleast_1d(row)] for row in output],
    }
    (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")


def main():
    global ROWS, TREES
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--only", nargs="*")
    arguments.add_argument("--rows", type=int, default=200)
    arguments.add_argument("--small", action="store_true", help="one dump and few trees")
    options = arguments.parse_args()
    ROWS = options.rows
    if options.small:
        TREES = 3
    options.folder.mkdir(parents=True, exist_ok=True)
    for name in options.only or MODELS:
        if name.startswith("xgboost") and xgboost is None:
            continue
        if name.startswith("lightgbm") and lightgbm is None:
            continue
        write(options.folder, name, not options.small)
    return options.folder


if __name__ == "__main__":
    main()
