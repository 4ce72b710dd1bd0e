"""Trains the relatives of common estimators of scikit-learn that share their reader: other fits of a linear
model, searches, and wrappers; used like sklearn_models.py, whose ways of making data and writing files it
shares.

    python3 sklearn_relatives.py FOLDER [--only NAME ...] [--rows N] [--small]
"""

import warnings

import numpy as np
import sklearn_models as base
from sklearn import linear_model
from sklearn.cluster import MiniBatchKMeans
from sklearn.experimental import enable_halving_search_cv  # noqa: F401
from sklearn.feature_selection import RFECV
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import HalvingGridSearchCV, HalvingRandomSearchCV, RandomizedSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

warnings.filterwarnings("ignore")
base.MODELS.clear()
model = base.model
numbers = base.numbers


def rows(x):
    return base.extremes(x, base.ROWS)


def linear(name, function):
    function.__name__ = name
    model()(function)


REGRESSIONS = {
    "ard": lambda: linear_model.ARDRegression(),
    "elastic_net_cv": lambda: linear_model.ElasticNetCV(cv=3),
    "huber": lambda: linear_model.HuberRegressor(max_iter=1000),
    "lars": lambda: linear_model.Lars(),
    "lars_cv": lambda: linear_model.LarsCV(cv=3),
    "lasso_cv": lambda: linear_model.LassoCV(cv=3),
    "lasso_lars": lambda: linear_model.LassoLars(alpha=0.01),
    "lasso_lars_cv": lambda: linear_model.LassoLarsCV(cv=3),
    "lasso_lars_ic": lambda: linear_model.LassoLarsIC(),
    "matching_pursuit": lambda: linear_model.OrthogonalMatchingPursuit(),
    "matching_pursuit_cv": lambda: linear_model.OrthogonalMatchingPursuitCV(cv=3),
    "passive_aggressive_regressor": lambda: linear_model.PassiveAggressiveRegressor(random_state=0),
    "quantile_regressor": lambda: linear_model.QuantileRegressor(alpha=0.01, solver="highs"),
    "ransac": lambda: linear_model.RANSACRegressor(random_state=0),
    "ridge_cv": lambda: linear_model.RidgeCV(),
    "theil_sen": lambda: linear_model.TheilSenRegressor(random_state=0, max_subpopulation=200),
}

SEVERAL_TARGETS = {
    "multi_task_lasso": lambda: linear_model.MultiTaskLasso(alpha=0.01),
    "multi_task_elastic_net": lambda: linear_model.MultiTaskElasticNet(alpha=0.01),
}

CLASSIFIERS = {
    "logistic_cv": lambda: make_pipeline(
        StandardScaler(), linear_model.LogisticRegressionCV(Cs=3, cv=3, max_iter=500)
    ),
    "passive_aggressive_classifier": lambda: linear_model.PassiveAggressiveClassifier(random_state=0),
    "ridge_classifier_cv": lambda: linear_model.RidgeClassifierCV(),
}

DEPTHS = {"max_depth": [2, 3, 4]}
SEARCHES = {
    "randomized_search": lambda tree: RandomizedSearchCV(tree, DEPTHS, n_iter=2, cv=2, random_state=0),
    "halving_grid_search": lambda tree: HalvingGridSearchCV(tree, DEPTHS, cv=2, random_state=0),
    "halving_random_search": lambda tree: HalvingRandomSearchCV(tree, DEPTHS, cv=2, random_state=0),
}


def regression(make):
    def trained():
        x, _, score = numbers()
        return make().fit(x, score), rows(x)

    return trained


def several(make):
    def trained():
        x, _, score = numbers()
        return make().fit(x, np.column_stack([score, x[:, 2] - score])), rows(x)

    return trained


def classifier(make):
    def trained():
        x, y, _ = numbers(classes=3)
        return make().fit(x, y), rows(x)

    return trained


def search(make):
    def trained():
        x, y, _ = numbers()
        return make(DecisionTreeClassifier(random_state=0)).fit(x, y), rows(x)

    return trained


for group, shape in (
    (REGRESSIONS, regression),
    (SEVERAL_TARGETS, several),
    (CLASSIFIERS, classifier),
    (SEARCHES, search),
):
    for name, make in group.items():
        linear(name, shape(make))


@model()
def recursive_elimination_cv():
    x, y, _ = numbers()
    kept = RFECV(LogisticRegression(max_iter=500), cv=2)
    return make_pipeline(StandardScaler(), kept, LogisticRegression()).fit(x, y), rows(x)


@model()
def mini_batch_k_means():
    x, _, _ = numbers()
    return MiniBatchKMeans(3, random_state=0, n_init=2).fit(x), rows(x)[7:]


def forest_of_xgboost(regression):
    from xgboost import XGBRFClassifier, XGBRFRegressor

    x, y, score = numbers()
    if regression:
        return XGBRFRegressor(n_estimators=5, max_depth=3).fit(x, score), rows(x)
    return XGBRFClassifier(n_estimators=5, max_depth=3).fit(x, y), rows(x)


@model(tolerance=1.2e-7)
def xgboost_forest_classifier():
    return forest_of_xgboost(False)


@model(tolerance=1.2e-7)
def xgboost_forest_regressor():
    return forest_of_xgboost(True)


if __name__ == "__main__":
    base.main()
