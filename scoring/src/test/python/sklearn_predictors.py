"""Trains predictors of scikit-learn beyond the common ones; used like sklearn_models.py, whose ways of
making data and writing files it shares.

    python3 sklearn_predictors.py FOLDER [--only NAME ...] [--rows N] [--small]
"""

import importlib.util
import inspect
import pickle
import sys

import numpy as np
import pandas as pd
import scipy.sparse
import sklearn
import sklearn_models as base
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import TransformedTargetRegressor
from sklearn.covariance import EllipticEnvelope
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import (
    AdaBoostClassifier,
    AdaBoostRegressor,
    BaggingClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
    StackingClassifier,
    VotingClassifier,
)
from sklearn.gaussian_process import GaussianProcessClassifier
from sklearn.linear_model import GammaRegressor, LinearRegression, LogisticRegression, Perceptron, Ridge
from sklearn.mixture import GaussianMixture
from sklearn.multiclass import OneVsOneClassifier, OneVsRestClassifier
from sklearn.multioutput import MultiOutputClassifier, MultiOutputRegressor, RegressorChain
from sklearn.naive_bayes import BernoulliNB, CategoricalNB, ComplementNB, GaussianNB
from sklearn.neighbors import (
    KNeighborsClassifier,
    KNeighborsRegressor,
    LocalOutlierFactor,
    NearestCentroid,
    RadiusNeighborsClassifier,
    RadiusNeighborsRegressor,
)
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, PowerTransformer, RobustScaler, StandardScaler
from sklearn.semi_supervised import SelfTrainingClassifier
from sklearn.svm import SVC, SVR, LinearSVC, NuSVC, NuSVR, OneClassSVM
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

VERSION = tuple(int(part) for part in sklearn.__version__.split(".")[:2])
# The name of the parameter that became `estimator` in 1.2.
INNER = "estimator" if VERSION >= (1, 2) else "base_estimator"
EVERY_DUMP = base.EVERY_DUMP + (("lz4",) if importlib.util.find_spec("lz4") else ())

base.MODELS.clear()
model = base.model
numbers = base.numbers


def extremes(x, missing=False):
    return base.extremes(x, base.ROWS, missing)


def tame(x):
    """Without the rows of 1e30, where sums of squares overflow in ways of their own."""
    return extremes(x)[7:]


def words(y):
    return np.array(["early", "late", "on time", "lost"])[y]


def samme(**parameters):
    """AdaBoostClassifier with an algorithm, as long as there was a choice."""
    if "algorithm" not in inspect.signature(AdaBoostClassifier).parameters:
        parameters.pop("algorithm", None)
    elif VERSION >= (1, 6):
        parameters.pop("algorithm", None)
    return AdaBoostClassifier(n_estimators=base.TREES, random_state=0, **parameters)


# Calibration


@model(dumps=EVERY_DUMP)
def calibrated_sigmoid():
    x, y, _ = numbers()
    return CalibratedClassifierCV(LogisticRegression(), cv=3).fit(x, words(y)), tame(x)


@model(dumps=EVERY_DUMP)
def calibrated_isotonic_three():
    x, y, _ = numbers(classes=3)
    trees = RandomForestClassifier(5, random_state=0)
    return CalibratedClassifierCV(trees, method="isotonic", cv=3).fit(x, y), extremes(x)


@model()
def calibrated_isotonic_binary():
    x, y, _ = numbers()
    return CalibratedClassifierCV(GaussianNB(), method="isotonic", cv=3).fit(x, y), tame(x)


@model()
def calibrated_linear_svc():
    x, y, _ = numbers(classes=3)
    svc = make_pipeline(StandardScaler(), LinearSVC(random_state=0))
    return CalibratedClassifierCV(svc, cv=3, ensemble=False).fit(x, y), tame(x)


@model()
def calibrated_boosting_three():
    x, y, _ = numbers(classes=3)
    trees = GradientBoostingClassifier(n_estimators=base.TREES)
    return CalibratedClassifierCV(trees, cv=2).fit(x, y), extremes(x)


@model()
def calibrated_hist_missing():
    x, y, _ = numbers()
    x = base.extremes(x, 400, missing=True)
    hist = HistGradientBoostingClassifier(max_iter=base.TREES)
    return CalibratedClassifierCV(hist, method="isotonic", cv=2).fit(x, y), extremes(x, missing=True)


@model()
def calibrated_prefit():
    x, y, _ = numbers()
    fitted = SVC().fit(x[:200], y[:200])
    if VERSION >= (1, 6):
        from sklearn.frozen import FrozenEstimator

        return CalibratedClassifierCV(FrozenEstimator(fitted), cv=2).fit(x[200:], y[200:]), tame(x)
    return CalibratedClassifierCV(fitted, cv="prefit").fit(x[200:], y[200:]), tame(x)


@model()
def calibrated_svc_three():
    x, y, _ = numbers(classes=3)
    svc = make_pipeline(StandardScaler(), SVC())
    return CalibratedClassifierCV(svc, cv=2).fit(x, y), tame(x)


@model()
def calibrated_bagging():
    x, y, _ = numbers(classes=3)
    bag = BaggingClassifier(LogisticRegression(max_iter=500), n_estimators=3, random_state=0)
    scaled = make_pipeline(StandardScaler(), bag)
    return CalibratedClassifierCV(scaled, cv=2).fit(x, y), tame(x)


# AdaBoost


@model(dumps=EVERY_DUMP)
def ada_real():
    x, y, _ = numbers()
    return samme(algorithm="SAMME.R").fit(x, y), extremes(x)


@model()
def ada_real_three():
    x, y, _ = numbers(classes=3)
    trees = DecisionTreeClassifier(max_depth=3)
    return samme(algorithm="SAMME.R", **{INNER: trees}).fit(x, words(y)), extremes(x)


@model()
def ada_discrete():
    x, y, _ = numbers()
    return samme(algorithm="SAMME").fit(x, y), extremes(x)


@model(dumps=EVERY_DUMP)
def ada_discrete_three():
    x, y, _ = numbers(classes=3)
    return samme(algorithm="SAMME").fit(x, y), extremes(x)


@model(exact=True, dumps=EVERY_DUMP)
def ada_regressor():
    x, _, t = numbers()
    return AdaBoostRegressor(n_estimators=base.TREES, random_state=0).fit(x, t), extremes(x)


@model()
def ada_regressor_linear():
    x, _, t = numbers()
    ada = AdaBoostRegressor(LinearRegression(), n_estimators=7, loss="exponential", random_state=0)
    return ada.fit(x, t), tame(x)


@model()
def ada_of_bayes():
    x, y, _ = numbers(classes=3)
    return samme(algorithm="SAMME.R", **{INNER: GaussianNB()}).fit(x, y), tame(x)


@model()
def ada_of_linear():
    x, y, _ = numbers(classes=3)
    ada = samme(algorithm="SAMME", **{INNER: LogisticRegression(max_iter=500)})
    return make_pipeline(StandardScaler(), ada).fit(x, y), tame(x)


# Support vectors. With probabilities scikit-learn still chooses by votes, so the two may disagree.


@model(dumps=EVERY_DUMP)
def svc_three():
    x, y, _ = numbers(classes=3)
    return make_pipeline(StandardScaler(), SVC()).fit(x, words(y)), tame(x)


@model()
def svc_four_polynomial():
    x, y, _ = numbers(classes=4)
    return make_pipeline(StandardScaler(), SVC(kernel="poly", coef0=0.5)).fit(x, y), tame(x)


@model()
def svc_break_ties():
    x, y, _ = numbers(classes=4)
    return make_pipeline(StandardScaler(), SVC(break_ties=True)).fit(x, y), tame(x)


@model()
def svc_sigmoid():
    x, y, _ = numbers()
    return make_pipeline(StandardScaler(), SVC(kernel="sigmoid", coef0=0.1)).fit(x, y), tame(x)


@model(dumps=EVERY_DUMP, chooses=False)
def svc_probability():
    x, y, _ = numbers()
    svc = SVC(probability=True, random_state=0)
    return make_pipeline(StandardScaler(), svc).fit(x, y), tame(x)


@model(chooses=False)
def svc_probability_four():
    x, y, _ = numbers(classes=4)
    svc = SVC(kernel="linear", probability=True, random_state=0)
    return make_pipeline(StandardScaler(), svc).fit(x, words(y)), tame(x)


@model(chooses=False)
def nu_svc_probability():
    x, y, _ = numbers(classes=3)
    svc = NuSVC(nu=0.3, probability=True, random_state=0)
    return make_pipeline(StandardScaler(), svc).fit(x, y), tame(x)


@model()
def nu_svc():
    x, y, _ = numbers(classes=3)
    return make_pipeline(StandardScaler(), NuSVC(nu=0.3)).fit(x, y), tame(x)


@model()
def nu_svr():
    x, _, t = numbers()
    return make_pipeline(StandardScaler(), NuSVR(kernel="sigmoid")).fit(x, t), tame(x)


@model()
def one_class_svm():
    x, _, _ = numbers()
    return make_pipeline(StandardScaler(), OneClassSVM(nu=0.1)).fit(x), tame(x)


# Votes, stacks, bags


@model(exact=True, dumps=EVERY_DUMP)
def voting_hard():
    x, y, _ = numbers(classes=3)
    voters = [
        ("tree", DecisionTreeClassifier(max_depth=3)),
        ("forest", RandomForestClassifier(3, random_state=0)),
        ("nb", GaussianNB()),
    ]
    return VotingClassifier(voters, weights=[2, 1, 2]).fit(x, words(y)), tame(x)


@model(exact=True)
def voting_hard_binary():
    x, y, _ = numbers()
    voters = [
        ("lr", make_pipeline(StandardScaler(), LogisticRegression())),
        ("svc", make_pipeline(StandardScaler(), SVC(probability=True, random_state=0))),
        ("no", "drop"),
        ("per", Perceptron()),
        ("tree", DecisionTreeClassifier(max_depth=2)),
    ]
    return VotingClassifier(voters).fit(x, y), tame(x)


@model()
def bagging_of_votes():
    x, y, _ = numbers(classes=3)
    bag = BaggingClassifier(Perceptron(), n_estimators=7, random_state=0)
    return make_pipeline(StandardScaler(), bag).fit(x, words(y)), tame(x)


@model()
def bagging_rare_class():
    x, y, _ = numbers(classes=3)
    y[y == 2] = 1
    y[:2] = 2
    bag = BaggingClassifier(DecisionTreeClassifier(max_depth=4), n_estimators=9, random_state=1)
    return bag.fit(x, y), extremes(x)


@model()
def stacking_predictions():
    x, y, _ = numbers(classes=3)
    members = [
        ("svc", make_pipeline(StandardScaler(), SVC())),
        ("tree", DecisionTreeClassifier(max_depth=3)),
    ]
    stack = StackingClassifier(members, LogisticRegression(), cv=3, stack_method="predict")
    return stack.fit(x, words(y)), tame(x)


@model()
def stacking_decisions():
    x, y, _ = numbers()
    members = [
        ("lr", make_pipeline(StandardScaler(), LogisticRegression())),
        ("gb", GradientBoostingClassifier(n_estimators=base.TREES)),
    ]
    last = LogisticRegression()
    stack = StackingClassifier(members, last, cv=3, stack_method="decision_function")
    return stack.fit(x, words(y)), tame(x)


# Naive Bayes and normal distributions


@model()
def bernoulli_nb():
    x, y, _ = numbers(classes=3)
    return BernoulliNB(binarize=2.5).fit(x, y), extremes(x)


@model()
def bernoulli_nb_flags():
    x, y, _ = numbers()
    rows = (extremes(x) > 1).astype(float)
    return BernoulliNB(binarize=None).fit((x > 1).astype(float), y), rows


@model()
def complement_nb():
    x, y, _ = numbers(classes=3)
    return ComplementNB(norm=True).fit(np.abs(x), y), np.abs(tame(x))


@model(dumps=EVERY_DUMP)
def categorical_nb():
    random = np.random.default_rng(5)
    x, y, _ = numbers(classes=3)
    x = (np.abs(x) % 7).astype(int)
    nb = CategoricalNB(min_categories=7)
    return nb.fit(x, words(y)), random.integers(0, 7, (base.ROWS, 6)) + 0.4


@model(dumps=EVERY_DUMP)
def lda_binary():
    x, y, _ = numbers()
    return LinearDiscriminantAnalysis().fit(x, y), tame(x)


@model()
def lda_three():
    x, y, _ = numbers(classes=3)
    return LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto").fit(x, y), tame(x)


@model(tolerance=1e-11)
def qda_binary():
    x, y, _ = numbers()
    return QuadraticDiscriminantAnalysis().fit(x, words(y)), tame(x)


@model(tolerance=1e-11)
def qda_three():
    x, y, _ = numbers(classes=3)
    return QuadraticDiscriminantAnalysis(reg_param=0.1).fit(x, y), tame(x)


@model()
def mixture_full():
    x, _, _ = numbers()
    mixture = GaussianMixture(3, random_state=0)
    return make_pipeline(StandardScaler(), mixture).fit(x), x[: base.ROWS]


@model()
def mixture_tied():
    x, _, _ = numbers()
    return GaussianMixture(3, covariance_type="tied", random_state=0).fit(x), x[: base.ROWS]


@model()
def mixture_diag():
    x, _, _ = numbers()
    return GaussianMixture(3, covariance_type="diag", random_state=0).fit(x), x[: base.ROWS]


@model()
def mixture_spherical():
    x, _, _ = numbers()
    return GaussianMixture(3, covariance_type="spherical", random_state=0).fit(x), x[: base.ROWS]


@model()
def elliptic_envelope():
    x, _, _ = numbers()
    return EllipticEnvelope(random_state=0).fit(x), tame(x)


# Many classes by two, several targets


@model()
def one_vs_rest_decisions():
    x, y, _ = numbers(classes=4)
    return OneVsRestClassifier(LinearSVC(random_state=0)).fit(x / 50, words(y)), tame(x) / 50


@model(dumps=EVERY_DUMP)
def one_vs_rest_probabilities():
    x, y, _ = numbers(classes=3)
    return OneVsRestClassifier(LogisticRegression()).fit(x, y), x[: base.ROWS]


@model()
def one_vs_rest_binary():
    x, y, _ = numbers()
    return OneVsRestClassifier(GaussianNB()).fit(x, y), tame(x)


@model()
def one_vs_one():
    x, y, _ = numbers(classes=4)
    return OneVsOneClassifier(LinearSVC(random_state=0)).fit(x / 50, words(y)), tame(x) / 50


@model()
def one_vs_one_binary():
    x, y, _ = numbers()
    return OneVsOneClassifier(LogisticRegression()).fit(x, y), tame(x)


@model()
def one_vs_one_forest():
    x, y, _ = numbers(classes=3)
    return OneVsOneClassifier(RandomForestClassifier(3, random_state=0)).fit(x, y), extremes(x)


@model(exact=True)
def multi_output_trees():
    x, _, t = numbers()
    x = base.extremes(x, 400, missing=True)
    hist = HistGradientBoostingRegressor(max_iter=base.TREES)
    return MultiOutputRegressor(hist).fit(x, np.c_[t, -t, t * 2]), extremes(x, missing=True)


@model()
def regressor_chain():
    x, _, t = numbers()
    chain = RegressorChain(Ridge(), order=[2, 0, 1])
    return chain.fit(x, np.c_[t, x[:, 1] * 2, t * x[:, 0]]), tame(x)


@model(exact=True)
def regressor_chain_trees():
    x, _, t = numbers()
    chain = RegressorChain(DecisionTreeRegressor(max_depth=4, random_state=0))
    return chain.fit(x, np.c_[t, x[:, 1] * 2]), extremes(x)


@model(exact=True)
def forest_two_targets():
    x, _, t = numbers()
    return RandomForestRegressor(5, random_state=0).fit(x, np.c_[t, -t]), extremes(x)


@model(exact=True)
def extra_trees_three_targets():
    x, _, t = numbers()
    return ExtraTreesRegressor(5, random_state=0).fit(x, np.c_[t, -t, t * 2]), extremes(x)


@model()
def mlp_two_targets():
    x, _, t = numbers()
    mlp = MLPRegressor(hidden_layer_sizes=(8,), activation="identity", max_iter=30, random_state=0)
    return make_pipeline(StandardScaler(), mlp).fit(x, np.c_[t, -t]), tame(x)


# Bent targets


@model(dumps=EVERY_DUMP)
def target_logarithm():
    x, y, t = numbers()
    target = TransformedTargetRegressor(Ridge(), func=np.log1p, inverse_func=np.expm1)
    return make_pipeline(StandardScaler(), target).fit(x, np.exp(t / 9)), x[: base.ROWS]


@model()
def target_standardized():
    x, _, t = numbers()
    target = TransformedTargetRegressor(Ridge(), transformer=StandardScaler())
    return target.fit(x, t * 1000 + 7), tame(x)


@model()
def target_min_max_of_two():
    x, _, t = numbers()
    target = TransformedTargetRegressor(LinearRegression(), transformer=MinMaxScaler((-1, 2)))
    return target.fit(x, np.c_[t, -t * 3]), tame(x)


@model()
def target_robust_forest():
    x, _, t = numbers()
    forest = RandomForestRegressor(5, random_state=0)
    return TransformedTargetRegressor(forest, transformer=RobustScaler()).fit(x, t), extremes(x)


@model()
def target_power():
    x, _, t = numbers()
    tree = DecisionTreeRegressor(max_depth=5, random_state=0)
    return TransformedTargetRegressor(tree, transformer=PowerTransformer()).fit(x, t), extremes(x)


@model()
def target_box_cox():
    x, _, t = numbers()
    tree = DecisionTreeRegressor(max_depth=5, random_state=0)
    power = PowerTransformer("box-cox", standardize=False)
    return TransformedTargetRegressor(tree, transformer=power).fit(x, np.exp(t / 9)), extremes(x)


@model()
def target_linear_default():
    x, _, t = numbers()
    return TransformedTargetRegressor().fit(x, t), tame(x)


# Boosting


# Boosting hands its init float32, which a linear regression keeps, coefficients and sums.
@model(tolerance=1e-6)
def boosting_on_linear():
    x, _, t = numbers()
    gb = GradientBoostingRegressor(n_estimators=base.TREES, init=LinearRegression())
    return gb.fit(x, t), tame(x)


@model(exact=True)
def boosting_huber():
    x, _, t = numbers()
    gb = GradientBoostingRegressor(n_estimators=base.TREES, loss="huber", subsample=0.7, random_state=0)
    return gb.fit(x, t), extremes(x)


@model(exact=True)
def boosting_absolute_zero():
    x, _, t = numbers()
    gb = GradientBoostingRegressor(n_estimators=base.TREES, loss="absolute_error", init="zero")
    return gb.fit(x, t), extremes(x)


@model()
def boosting_on_classifier():
    x, y, _ = numbers()
    gb = GradientBoostingClassifier(n_estimators=base.TREES, init=GaussianNB())
    return gb.fit(x, y), tame(x)


@model()
def boosting_on_classifier_three():
    x, y, _ = numbers(classes=3)
    first = RandomForestClassifier(5, max_depth=3, random_state=0)
    gb = GradientBoostingClassifier(n_estimators=base.TREES, init=first)
    return gb.fit(x, words(y)), extremes(x)


@model()
def boosting_exponential_on_classifier():
    x, y, _ = numbers()
    first = LogisticRegression(max_iter=500)
    gb = GradientBoostingClassifier(n_estimators=base.TREES, loss="exponential", init=first)
    return gb.fit(x / 20, y), tame(x) / 20


@model()
def boosting_on_constant():
    x, y, _ = numbers()
    first = DummyClassifier(strategy="most_frequent")
    gb = GradientBoostingClassifier(n_estimators=base.TREES, init=first)
    return gb.fit(x, y), extremes(x)


@model()
def hist_gamma_three():
    x, y, t = numbers()
    loss = "gamma" if VERSION >= (1, 3) else "poisson"
    hist = HistGradientBoostingRegressor(loss=loss, max_iter=base.TREES)
    return hist.fit(x, np.exp(t / 9)), extremes(x, missing=True)


@model(exact=True)
def hist_quantile():
    x, _, t = numbers()
    hist = HistGradientBoostingRegressor(loss="absolute_error", max_iter=base.TREES)
    return hist.fit(x, t), extremes(x, missing=True)


@model(exact=True)
def hist_wrapped_categories():
    random = np.random.default_rng(5)
    x, _, t = numbers(n=1200)
    x[:, 2] = random.integers(0, 250, len(x))
    x[::19, 2] = np.nan
    t = t + np.where(x[:, 2] % 3 == 1, 40, 0)
    hist = HistGradientBoostingRegressor(
        max_iter=base.TREES, categorical_features=[2], min_samples_leaf=2
    )
    rows = extremes(x, missing=True)
    rows[:, 2] = random.integers(-300, 900, base.ROWS) + random.random(base.ROWS)
    odd = [255.5, 256, 300, 2.0**31 - 1, 2.0**31, 2.0**31 + 7, 2.0**40 + 9, 1e300, -0.5, -0.0, -1e300, np.nan]
    rows[: len(odd), 2] = odd
    return hist.fit(x, t), rows


# Neighbors


def neighbors(metric, **parameters):
    x, _, t = numbers()
    # Rows that are apart by any metric, so that no two neighbors are equally near.
    rows = np.abs(tame(x)) + 0.01
    knn = KNeighborsRegressor(4, metric=metric, weights="distance", algorithm="brute", **parameters)
    return knn.fit(np.abs(x) + 0.01, t), rows


@model()
def neighbors_minkowski():
    return neighbors("minkowski", p=3)


@model()
def neighbors_manhattan():
    return neighbors("manhattan")


@model()
def neighbors_chebyshev():
    return neighbors("chebyshev")


@model(tolerance=1e-9)
def neighbors_cosine():
    return neighbors("cosine")


@model(tolerance=1e-9)
def neighbors_correlation():
    return neighbors("correlation")


@model()
def neighbors_canberra():
    return neighbors("canberra")


@model()
def neighbors_bray_curtis():
    return neighbors("braycurtis")


@model()
def neighbors_squared():
    return neighbors("sqeuclidean")


@model()
def neighbors_hamming():
    random = np.random.default_rng(3)
    x = random.integers(0, 3, (150, 40)).astype(float)
    knn = KNeighborsClassifier(1, metric="hamming", algorithm="brute", weights="uniform")
    rows = x[random.integers(0, 150, base.ROWS)].copy()
    rows[:, 0] = 9
    return knn.fit(x, (x.sum(axis=1) > 40).astype(int)), rows


@model()
def neighbors_ball_tree():
    x, y, _ = numbers(classes=3)
    knn = KNeighborsClassifier(3, algorithm="ball_tree", p=4)
    return knn.fit(x, words(y)), tame(x)


@model()
def radius_regressor():
    x, _, t = numbers()
    rows = np.r_[tame(x)[:20], x[: base.ROWS - 20] + 0.3]
    radius = RadiusNeighborsRegressor(9.0, weights="distance")
    return radius.fit(x, t), rows


@model()
def radius_classifier():
    x, y, _ = numbers(classes=3)
    radius = RadiusNeighborsClassifier(9.0, metric="manhattan")
    return radius.fit(x, words(y)), x[: base.ROWS] + 0.2


@model(exact=True)
def nearest_centroid():
    x, y, _ = numbers(classes=3)
    return NearestCentroid().fit(x, words(y)), tame(x)


@model(exact=True)
def nearest_centroid_manhattan():
    x, y, _ = numbers(classes=3)
    return NearestCentroid(metric="manhattan").fit(x, y), tame(x)


# Around a pipeline of text and numbers, as people have it, and around XGBoost, which computes in float32


@model()
def flights_bent_target():
    frame, delay = base.flights()
    pipe = make_pipeline(base.flight_columns(), Ridge())
    target = TransformedTargetRegressor(pipe, func=np.arcsinh, inverse_func=np.sinh)
    return target.fit(frame, delay), base.flight_rows(base.ROWS).drop(1)


@model()
def flights_calibrated():
    frame, delay = base.flights()
    pipe = make_pipeline(base.flight_columns(), RandomForestClassifier(3, random_state=0))
    calibrated = CalibratedClassifierCV(pipe, method="isotonic", cv=2)
    return calibrated.fit(frame, delay > 20), base.flight_rows(base.ROWS)


@model()
def flights_stacked():
    frame, delay = base.flights()
    members = [
        ("lr", make_pipeline(base.flight_columns(), LogisticRegression())),
        ("tree", make_pipeline(base.flight_columns(), DecisionTreeClassifier(max_depth=3))),
    ]
    stack = StackingClassifier(members, LogisticRegression(), cv=2)
    return stack.fit(frame, words((delay > 20) * 2)), base.flight_rows(base.ROWS)


@model()
def flights_voted():
    frame, delay = base.flights()
    voters = [
        ("nb", make_pipeline(base.flight_columns(), BernoulliNB())),
        ("lr", make_pipeline(base.flight_columns(), LogisticRegression())),
        ("tree", make_pipeline(base.flight_columns(), DecisionTreeClassifier(max_depth=3))),
    ]
    return VotingClassifier(voters).fit(frame, delay > 20), base.flight_rows(base.ROWS)


@model()
def flights_several_targets():
    frame, delay = base.flights()
    pipe = make_pipeline(base.flight_columns(), Ridge())
    several = MultiOutputRegressor(pipe).fit(frame, np.c_[delay, -delay])
    return several, base.flight_rows(base.ROWS)


@model(tolerance=1e-6)
def xgboost_calibrated():
    x, y, _ = numbers(classes=3)
    xgb = base.xgboost.XGBClassifier(n_estimators=base.TREES, max_depth=3)
    return CalibratedClassifierCV(xgb, cv=2).fit(x, y), extremes(x, missing=True)


@model(tolerance=1e-6)
def xgboost_voted():
    x, y, _ = numbers()
    xgb = base.xgboost.XGBClassifier(n_estimators=base.TREES, max_depth=3)
    voters = [("xgb", xgb), ("tree", DecisionTreeClassifier(max_depth=3))]
    return VotingClassifier(voters, voting="soft").fit(x, y), extremes(x)


# The rest


@model()
def gamma_regressor():
    x, _, t = numbers()
    return make_pipeline(StandardScaler(), GammaRegressor()).fit(x, np.exp(t / 9)), x[: base.ROWS]


@model()
def mlp_poisson():
    if VERSION < (1, 7):
        return None
    x, _, t = numbers()
    mlp = MLPRegressor(loss="poisson", hidden_layer_sizes=(5,), max_iter=30, random_state=0)
    return make_pipeline(StandardScaler(), mlp).fit(x, np.exp(t / 9)), tame(x)


@model()
def mlp_logistic_binary():
    x, y, _ = numbers()
    mlp = MLPClassifier((5, 4, 3), activation="logistic", max_iter=30, random_state=0)
    return make_pipeline(StandardScaler(), mlp).fit(x, y), tame(x)


@model()
def mlp_identity_three():
    x, y, _ = numbers(classes=3)
    mlp = MLPClassifier((5,), activation="identity", max_iter=30, random_state=0)
    return make_pipeline(StandardScaler(), mlp).fit(x, words(y)), tame(x)


@model(exact=True)
def dummy_constant():
    x, y, _ = numbers(classes=3)
    return DummyClassifier(strategy="constant", constant="late").fit(x, words(y)), extremes(x)


@model(exact=True)
def dummy_constant_number():
    x, y, _ = numbers(classes=3)
    return DummyClassifier(strategy="constant", constant=1).fit(x, y), extremes(x)


@model(exact=True)
def dummy_most_frequent():
    x, y, _ = numbers(classes=3)
    return DummyClassifier(strategy="most_frequent").fit(x, y * (y > 1)), extremes(x)


@model()
def self_training():
    x, y, _ = numbers()
    y[::3] = -1
    inner = LogisticRegression(max_iter=500)
    return SelfTrainingClassifier(inner).fit(x / 20, y), tame(x) / 20


@model(dumps=EVERY_DUMP)
def logistic_without_penalty():
    x, y, _ = numbers(classes=3)
    lr = LogisticRegression(penalty=None if VERSION >= (1, 2) else "none", max_iter=500)
    return make_pipeline(StandardScaler(), lr).fit(x, words(y)), tame(x)


@model()
def threshold_fixed():
    if VERSION < (1, 5):
        return None
    from sklearn.model_selection import FixedThresholdClassifier

    x, y, _ = numbers()
    fixed = FixedThresholdClassifier(DecisionTreeClassifier(max_depth=4), threshold=0.3)
    return fixed.fit(x, words(y)), extremes(x)


@model()
def threshold_tuned():
    if VERSION < (1, 5):
        return None
    from sklearn.model_selection import TunedThresholdClassifierCV

    x, y, _ = numbers()
    tuned = TunedThresholdClassifierCV(DecisionTreeClassifier(max_depth=4), cv=3)
    return tuned.fit(x, y), extremes(x)


@model(exact=True)
def hist_pandas_categories():
    if VERSION < (1, 4):
        return None
    frame, delay = base.flights()
    for name in ("origin", "destination"):
        frame[name] = frame[name].astype("category")
    hist = HistGradientBoostingRegressor(max_iter=base.TREES, categorical_features="from_dtype")
    rows = base.flight_rows(base.ROWS)
    for name in ("origin", "destination"):
        rows[name] = rows[name].astype(frame[name].dtype)
    return hist.fit(frame, delay), rows


# The attributes of older versions, under the names they had then


def renamed(objects, **names):
    for each in objects:
        for new, old in names.items():
            if new in each.__dict__:
                each.__dict__[old] = each.__dict__.pop(new)


@model()
def older_calibrated():
    def age(fitted):
        renamed(fitted.calibrated_classifiers_, estimator="base_estimator")
        renamed([fitted], estimator="base_estimator")

    x, y, _ = numbers(classes=3)
    calibrated = CalibratedClassifierCV(GaussianNB(), cv=2, method="isotonic").fit(x, y)
    return calibrated, tame(x), age


@model(chooses=False)
def older_svc():
    x, y, _ = numbers(classes=3)
    svc = SVC(probability=True, random_state=0).fit(x, y)
    return svc, tame(x), lambda s: renamed([s], _probA="probA_", _probB="probB_")


@model()
def older_ada():
    x, y, _ = numbers()
    return samme().fit(x, y), tame(x), lambda a: renamed([a], estimator_="base_estimator_")


@model()
def older_self_training():
    x, y, _ = numbers()
    y[::3] = -1
    fitted = SelfTrainingClassifier(LogisticRegression(max_iter=500)).fit(x / 20, y)
    return fitted, tame(x) / 20, lambda s: renamed([s], estimator_="base_estimator_")


@model()
def older_gaussian_nb():
    x, y, _ = numbers()
    return GaussianNB().fit(x, y), tame(x), lambda nb: renamed([nb], var_="sigma_")


# What must be refused, with a reason. Each is FOLDER/refused/NAME.pkl.


def refused():
    x, y, t = numbers(classes=3)
    several = np.c_[y, y]
    labels = np.c_[y > 0, y > 1].astype(int)
    sparse = scipy.sparse.csr_matrix(x)
    lr = LogisticRegression(max_iter=500)
    forest = RandomForestClassifier(2)
    bent = TransformedTargetRegressor(Ridge(), func=np.arctan, inverse_func=np.tan, check_inverse=False)
    return {
        "dummy-stratified": DummyClassifier(strategy="stratified").fit(x, y),
        "dummy-uniform": DummyClassifier(strategy="uniform").fit(x, y),
        "forest-of-several-targets": forest.fit(x, several),
        "several-classifiers": MultiOutputClassifier(lr).fit(x, several),
        "several-labels": OneVsRestClassifier(lr).fit(x, labels),
        "mlp-of-labels": MLPClassifier((3,), max_iter=5).fit(x, labels),
        "sparse-vectors": SVC().fit(sparse, y),
        "sparse-neighbors": KNeighborsClassifier().fit(sparse, y),
        "jaccard-neighbors": KNeighborsClassifier(metric="jaccard").fit(x > 1, y),
        "precomputed-kernel": SVC(kernel="precomputed").fit(x @ x.T, y),
        "tangent": bent.fit(x, t),
        "gaussian-process": GaussianProcessClassifier().fit(x[:30], y[:30]),
        "local-outliers": LocalOutlierFactor(novelty=True).fit(x),
    }


def write_refused(folder):
    folder.mkdir(parents=True)
    for name, fitted in refused().items():
        (folder / f"{name}.pkl").write_bytes(pickle.dumps(fitted))


if __name__ == "__main__":
    folder = base.main()
    if "--small" not in sys.argv:
        write_refused(folder / "refused")
