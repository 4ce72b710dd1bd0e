"""Trains the models that are measured and then times them on request, one line on standard input each:

    train NAME...       writes those models that the folder lacks, and 1,000 rows for each
    scores NAME         answers the last score of each row
    time NAME ROWS      answers nanoseconds a row, the least of many calls, on one thread
    read FILE           answers the seconds that Python takes to load it, the least of three times
"""
import os
import sys

os.environ.update({v: "1" for v in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")})

import pickle
import time
import warnings

import numpy
import pandas
import xgboost
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.ensemble import (ExtraTreesClassifier, GradientBoostingClassifier,
                              HistGradientBoostingClassifier, RandomForestClassifier)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler
from sklearn.svm import SVC

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import files

warnings.filterwarnings("ignore")
FOLDER = sys.argv[1]
FEATURES, ROWS = 30, 1000


def numbers(n, missing=0.0, seed=1):
    random = numpy.random.RandomState(seed)
    x = random.normal(size=(n, FEATURES)).astype("f4").astype("f8")
    y = sum(numpy.sin(x[:, f] * (f % 5 + 1)) / (f + 1) for f in range(FEATURES))
    y = (y + random.normal(scale=0.5, size=n) > 0).astype(int)
    x[random.uniform(size=x.shape) < missing] = numpy.nan
    return x, y


def path(name):
    return os.path.join(FOLDER, name)


def write(name, content):
    with open(path(name), "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)


def write_rows(name, x):
    frame = pandas.DataFrame(x[:ROWS])
    lines = ["\t".join("" if v != v else repr(v) if isinstance(v, float) else str(v) for v in row)
             for row in frame.itertuples(index=False, name=None)]
    write(name + ".rows", "\n".join(lines) + "\n")


def sklearn_trees(estimators, value):
    trees = []
    for estimator in estimators:
        t = estimator.tree_
        # ONNX compares float32 numbers: a threshold is rounded down, as our own engine does.
        low = t.threshold.astype("f4")
        low = numpy.where(low > t.threshold, numpy.nextafter(low, numpy.float32(-numpy.inf)), low)
        trees.append([(int(f), float(c), int(a), int(b), False, value(v[0]))
                      for f, c, a, b, v in
                      zip(t.feature, low, t.children_left, t.children_right, t.value)])
    return trees


def histogram_trees(model):
    return [[(int(n["feature_idx"]), float(n["num_threshold"]), -1 if n["is_leaf"] else int(n["left"]),
              int(n["right"]), bool(n["missing_go_to_left"]), float(n["value"]))
             for n in predictors[0].nodes] for predictors in model._predictors]


def xgboost_trees(booster):
    import json
    booster.save_model(path("trees.json"))
    with open(path("trees.json")) as file:
        model = json.load(file)["learner"]["gradient_booster"]["model"]
    os.remove(path("trees.json"))
    return [[(f, c, a, b, bool(d), c) for f, c, a, b, d in
             zip(t["split_indices"], t["split_conditions"], t["left_children"], t["right_children"],
                 t["default_left"])] for t in model["trees"]]


def train_xgboost(name, trees, depth, missing=0.0):
    x, y = numbers(20_000, missing)
    booster = xgboost.train(
        {"objective": "binary:logistic", "max_depth": depth, "eta": 0.05, "nthread": 1,
         "tree_method": "hist", "min_child_weight": 0, "base_score": 0.5},
        xgboost.DMatrix(x, y), trees)
    booster.save_model(path(name + ".ubj"))
    write(name + ".onnx", files.onnx_trees(
        xgboost_trees(booster), FEATURES, comparison="BRANCH_LT", logistic=True))
    write_rows(name, numbers(ROWS, missing, 2)[0])


def train_sklearn(name, model, x, y, rows, onnx=None):
    model.fit(x, y)
    if onnx:
        write(name + ".onnx", onnx(model))
    write_rows(name, rows)
    write(name + ".pkl", pickle.dumps(model, protocol=4))


def onnx_forest(model):
    return files.onnx_trees(sklearn_trees(model.estimators_, lambda v: v[1] / v.sum()), FEATURES,
                            scale=1 / len(model.estimators_))


def onnx_boosting(model):
    p = model.init_.class_prior_[1]
    trees = sklearn_trees(model.estimators_[:, 0], lambda v: model.learning_rate * v[0])
    return files.onnx_trees(trees, FEATURES, base=numpy.log(p / (1 - p)), logistic=True)


def onnx_histogram(model):
    return files.onnx_trees(histogram_trees(model), FEATURES,
                            base=model._baseline_prediction.item(), logistic=True)


def onnx_linear(model):
    scaler, linear = model[0], model[1]
    w = linear.coef_[0]
    return files.onnx(
        files.node("Scaler", ["x"], ["z"], "ai.onnx.ml", offset=[float(v) for v in scaler.mean_],
                   scale=[float(1 / v) for v in scaler.scale_])
        + files.node("LinearRegressor", ["z"], ["s"], "ai.onnx.ml", targets=1,
                     coefficients=[float(v) for v in w], intercepts=[float(linear.intercept_[0])])
        + files.node("Sigmoid", ["s"], ["y"]), FEATURES, 1)


def onnx_network(model):
    (w0, w1), (b0, b1) = model.coefs_, model.intercepts_
    return files.onnx(
        files.node("Gemm", ["x", "w0", "b0"], ["h"]) + files.node("Relu", ["h"], ["r"])
        + files.node("Gemm", ["r", "w1", "b1"], ["s"]) + files.node("Sigmoid", ["s"], ["y"]),
        FEATURES, 1,
        b"".join(files.tensor(n, a) for n, a in (("w0", w0), ("b0", b0), ("w1", w1), ("b1", b1))))


def categories(n, seed):
    random = numpy.random.RandomState(seed)
    x = random.normal(size=(n, FEATURES)).astype("f4").astype("f8")
    x[:, :10] = random.randint(0, 40, size=(n, 10))
    effect = numpy.random.RandomState(9).normal(size=(10, 40))
    y = sum(effect[f][x[:, f].astype(int)] for f in range(10)) + x[:, 10] * 2
    return x, (y + random.normal(size=n) > 0).astype(int)


def table(n, seed):
    random = numpy.random.RandomState(seed)
    frame = pandas.DataFrame({"n%d" % i: random.normal(i, i + 1, size=n) for i in range(6)})
    frame["city"] = random.choice(["city%d" % i for i in range(20)], size=n)
    frame["plan"] = random.choice(["free", "small", "large"], size=n)
    y = frame["n1"] / 2 + frame["city"].str.len() + (frame["plan"] == "large") + random.normal(size=n) > 7
    for column in ("n0", "n3"):
        frame.loc[random.uniform(size=n) < 0.1, column] = numpy.nan
    return frame, y.astype(int)


def train_linear(name):
    x, y = numbers(5_000)
    train_sklearn(name, make_pipeline(StandardScaler(), LogisticRegression()), x, y,
                  numbers(ROWS, seed=2)[0], onnx_linear)


def train_columns(name):
    x, y = table(5_000, 1)
    columns = ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), ["n%d" % i for i in range(6)]),
        ("texts", OneHotEncoder(handle_unknown="ignore"), ["city", "plan"])])
    train_sklearn(name, make_pipeline(columns, LogisticRegression(max_iter=500)), x, y, table(ROWS, 2)[0])


def plain(model, rows=5_000, onnx=None, missing=0.0):
    def train(name):
        x, y = numbers(rows, missing)
        train_sklearn(name, model, x, y, numbers(ROWS, missing, 2)[0], onnx)
    return train


def train_categories(name):
    x, y = categories(20_000, 1)
    model = HistGradientBoostingClassifier(max_iter=100, categorical_features=list(range(10)),
                                           early_stopping=False)
    train_sklearn(name, model, x, y, categories(ROWS, 2)[0])


TRAIN = {
    "trees-100x6": lambda name: train_xgboost(name, 100, 6),
    "trees-500x8": lambda name: train_xgboost(name, 500, 8),
    "trees-100x6-missing": lambda name: train_xgboost(name, 100, 6, 0.2),
    "forest-deep": plain(RandomForestClassifier(100, n_jobs=2, random_state=1), 20_000, onnx_forest),
    "boosting-100x3": plain(GradientBoostingClassifier(random_state=1), 3_000, onnx_boosting),
    "histogram-100": plain(HistGradientBoostingClassifier(early_stopping=False), 20_000, onnx_histogram),
    "histogram-100-missing": plain(
        HistGradientBoostingClassifier(early_stopping=False), 20_000, onnx_histogram, 0.2),
    "categories-100": train_categories,
    "scaler-logistic": train_linear,
    "columns-logistic": train_columns,
    "minmax-pca-logistic": plain(make_pipeline(MinMaxScaler(), PCA(10), LogisticRegression())),
    "mlp-64": plain(MLPClassifier((64,), max_iter=30, random_state=1), 3_000, onnx_network),
    "svc-rbf": plain(SVC(random_state=1), 1_500),
    "knn-2000": plain(KNeighborsClassifier(), 2_000),
}


def train_readers(_):
    x = numpy.random.RandomState(3).normal(size=(9_000, 20)).astype("f4")
    y = numpy.random.RandomState(4).randint(0, 2, len(x))
    forest = ExtraTreesClassifier(100, max_features=1, random_state=1, n_jobs=2).fit(x, y)
    write("read-forest.pkl", pickle.dumps(forest, protocol=4))
    fixed = forest.estimators_[:5]
    trees = sklearn_trees(fixed, lambda v: v[1] / v.sum())
    write("read.onnx", files.onnx_trees(trees, 20))
    write("read-lightgbm.txt", files.lightgbm(trees, 20))
    booster = xgboost.Booster()
    booster.load_model(path("trees-500x8.ubj"))
    booster.save_model(path("read-xgboost.json"))
    booster.save_model(path("read-xgboost.ubj"))
    write("read.pmml", files.pmml(trees, 20))


TRAIN["readers"] = train_readers


def train(names):
    for name in names:
        mark = "read.pmml" if name == "readers" else name + ".rows"
        if not os.path.exists(path(mark)):
            print("training", name, file=sys.stderr)
            TRAIN[name](name)


loaded = {}


def load(name):
    """The model as a function of its rows, and those rows: all 1,000, or one alone."""
    if name in loaded:
        return loaded[name]
    if os.path.exists(path(name + ".ubj")):
        booster = xgboost.Booster({"nthread": 1})
        booster.load_model(path(name + ".ubj"))
        booster.set_param({"nthread": 1})
        score = booster.inplace_predict
    else:
        with open(path(name + ".pkl"), "rb") as file:
            model = pickle.load(file)
        if hasattr(model, "n_jobs"):
            model.n_jobs = 1
        score = getattr(model, "predict_proba", None) or model.decision_function
    rows = pandas.read_csv(path(name + ".rows"), sep="\t", header=None, skip_blank_lines=False)
    if rows.dtypes.map(lambda t: t == object).any():
        rows.columns = model.feature_names_in_
        alone = [rows.iloc[i:i + 1] for i in range(100)]
    else:
        rows = rows.to_numpy("f8")
        alone = [rows[i:i + 1] for i in range(100)]
    loaded[name] = score, rows, alone
    return loaded[name]


def least(name, rows):
    score, batch, alone = load(name)
    best, start = None, time.perf_counter()
    calls = 0
    while calls < 3 or time.perf_counter() - start < 0.1:
        one = alone[calls % len(alone)] if rows == 1 else batch
        before = time.perf_counter_ns()
        score(one)
        taken = time.perf_counter_ns() - before
        best = taken if best is None or calls < 2 else min(best, taken)
        calls += 1
    return best / rows


def read(file):
    best = float("inf")
    for _ in range(3):
        before = time.perf_counter()
        if file.endswith(".pkl"):
            with open(path(file), "rb") as content:
                pickle.load(content)
        else:
            xgboost.Booster().load_model(path(file))
        best = min(best, time.perf_counter() - before)
    return best


for line in sys.stdin:
    words = line.split()
    if words[0] == "train":
        train(words[1:])
        print("trained", flush=True)
    elif words[0] == "read":
        print(read(words[1]), flush=True)
    elif words[0] == "time":
        print(least(words[1], int(words[2])), flush=True)
    elif words[0] == "scores":
        score, batch, _ = load(words[1])
        y = numpy.asarray(score(batch))
        print(" ".join(repr(float(v)) for v in (y if y.ndim == 1 else y[:, -1])), flush=True)
