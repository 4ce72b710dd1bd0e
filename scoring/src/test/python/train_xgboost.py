"""Trains one small XGBoost model of every supported kind and writes, for each, the model file and
CASE.json with rows (null is missing) and what XGBoost predicts for them.

    python3 train_xgboost.py FOLDER [TREES [ROWS]]
"""
import json
import sys

import numpy as np
import xgboost as xgb

folder, trees, count = sys.argv[1], int((sys.argv + [0, 0])[2] or 40), int((sys.argv + [0, 0, 0])[3] or 200)
random = np.random.default_rng(7)
FEATURES = 6


def rows(n, missing=0.15):
    x = random.normal(size=(n, FEATURES)).astype(np.float32)
    x[:, 3] = random.integers(0, 9, n)
    x[:, 5] = np.round(x[:, 5], 1)
    x[random.random(x.shape) < missing] = np.nan
    return x


train, test = rows(1500), rows(count)
test[0], test[1], test[2] = np.nan, 1e30, -1e30
filled = np.nan_to_num(train)
score = filled[:, 0] * 2 - filled[:, 1] ** 2 + (filled[:, 3] % 3) + filled[:, 5]


def write(case, booster, suffix, test=test, **predict):
    model = f"{case}.{suffix}"
    booster.save_model(f"{folder}/{model}")
    kind = ["q"] * FEATURES if booster.feature_types is None else booster.feature_types
    names = booster.feature_names
    data = xgb.DMatrix(test, feature_names=names, feature_types=kind if names or "c" in kind else None,
                       enable_categorical=True)
    expected = booster.predict(data, **predict).reshape(len(test), -1)
    with open(f"{folder}/{case}.json.expected", "w") as out:
        json.dump({
            "model": model,
            "rows": [[None if np.isnan(v) else float(v) for v in row] for row in test],
            "expected": [[float(v) for v in row] for row in expected],
        }, out)


def fit(label, params, names=None, types=None, x=train):
    data = xgb.DMatrix(x, label=label, feature_names=names, feature_types=types, enable_categorical=True)
    defaults = {"max_depth": 5, "eta": 0.3, "nthread": 1, "seed": 1}
    return xgb.train({**defaults, **params}, data, num_boost_round=trees)


binary = (score > 1).astype(int)
three = np.digitize(score, [-0.5, 1.5])
positive = np.exp(np.clip(score, -3, 3))
NAMES = ["age", "income", "Größe", "carrier", "x y", "delay"]

for suffix in ("json", "ubj"):
    write(f"binary_{suffix}", fit(binary, {"objective": "binary:logistic"}, NAMES), suffix)
write("squared_error", fit(score, {"objective": "reg:squarederror", "base_score": 0.7}), "ubj")
write("deep", fit(score, {"objective": "reg:squarederror", "max_depth": 14, "tree_method": "hist"}), "ubj")
write("lossguide", fit(score, {"objective": "reg:squarederror", "max_depth": 0, "max_leaves": 40,
                              "grow_policy": "lossguide", "tree_method": "hist"}), "ubj")
write("absolute_error", fit(score, {"objective": "reg:absoluteerror"}), "ubj")
write("pseudo_huber", fit(score, {"objective": "reg:pseudohubererror"}), "ubj")
write("squared_log_error", fit(positive, {"objective": "reg:squaredlogerror"}), "ubj")
write("logistic", fit(binary, {"objective": "reg:logistic"}), "ubj")
write("logit_raw", fit(binary, {"objective": "binary:logitraw", "base_score": 0.3}), "ubj")
write("hinge", fit(binary, {"objective": "binary:hinge"}), "ubj")
write("softprob", fit(three, {"objective": "multi:softprob", "num_class": 3}), "ubj")
write("softmax", fit(three, {"objective": "multi:softmax", "num_class": 3}), "json")
write("poisson", fit(np.round(positive), {"objective": "count:poisson"}), "ubj")
write("gamma", fit(positive, {"objective": "reg:gamma"}), "ubj")
write("tweedie", fit(positive, {"objective": "reg:tweedie", "tweedie_variance_power": 1.4}), "ubj")
write("rank", xgb.train({"objective": "rank:pairwise", "max_depth": 4, "nthread": 1},
                        (lambda d: (d.set_group([100] * 15), d)[1])(xgb.DMatrix(train, label=three)),
                        num_boost_round=trees), "ubj")
aft = xgb.DMatrix(train)
aft.set_float_info("label_lower_bound", positive)
aft.set_float_info("label_upper_bound", np.where(binary, positive, np.inf))
write("aft", xgb.train({"objective": "survival:aft", "max_depth": 4, "nthread": 1, "base_score": 0.7,
                        "aft_loss_distribution": "normal"}, aft, num_boost_round=trees), "ubj")
write("cox", fit(np.where(binary, positive, -positive), {"objective": "survival:cox"}), "ubj")
write("rank_map", xgb.train({"objective": "rank:map", "max_depth": 4, "nthread": 1},
                            (lambda d: (d.set_group([100] * 15), d)[1])(xgb.DMatrix(train, label=binary)),
                            num_boost_round=trees), "json")
write("dart", fit(binary, {"objective": "binary:logistic", "booster": "dart", "rate_drop": 0.3}), "ubj")
write("random_forest", fit(binary, {"objective": "binary:logistic", "num_parallel_tree": 4, "subsample": 0.7,
                                   "colsample_bynode": 0.7}), "json")
write("linear", fit(score, {"objective": "reg:squarederror", "booster": "gblinear"}), "json")
write("linear_three", fit(three, {"objective": "multi:softprob", "num_class": 3, "booster": "gblinear"}), "ubj")
TYPES = ["q", "q", "q", "c", "q", "q"]
unseen = test.copy()
unseen[5:9, 3] = [11, 64, 200, 9]
for way, extra in (("onehot", {"max_cat_to_onehot": 100}), ("partition", {"max_cat_to_onehot": 1})):
    write(f"categories_{way}", fit(score, {"objective": "reg:squarederror", "tree_method": "hist", **extra},
                                   NAMES, TYPES), "json", test=unseen)
write("dart_three", fit(three, {"objective": "multi:softprob", "num_class": 3, "booster": "dart", "rate_drop": 0.4,
                                "num_parallel_tree": 2, "subsample": 0.8}), "json")
multi = np.stack([score, positive], axis=1)
write("two_targets", fit(multi, {"objective": "reg:squarederror"}), "ubj")
print(xgb.__version__)
