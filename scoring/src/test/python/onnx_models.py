"""Trains one small model of every kind that converters write as ONNX, writes it in their layout, and beside it
NAME.json with rows (null is missing; a cell of a text column is its index in `texts`) and what the library that
trained it predicts.

    python3 onnx_models.py FOLDER
"""
import json
import os
import sys

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import xgboost as xgb
from onnx import TensorProto, ValueInfoProto, helper, numpy_helper
from sklearn.ensemble import (ExtraTreesRegressor, GradientBoostingClassifier, GradientBoostingRegressor,
                              HistGradientBoostingClassifier, RandomForestClassifier, RandomForestRegressor)
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

folder = sys.argv[1]
random = np.random.default_rng(11)
FEATURES, ROWS = 6, 200
ML = "ai.onnx.ml"


def rows(n, missing=0.0):
    x = random.normal(size=(n, FEATURES)).astype(np.float32)
    x[:, 3] = random.integers(0, 9, n)
    x[random.random(x.shape) < missing] = np.nan
    return x


train, test = rows(1200), rows(ROWS)
test[0], test[1] = 1e6, -1e6
holes, holed = rows(1200, 0.15), rows(ROWS, 0.15)


def score(x):
    filled = np.nan_to_num(x)
    return filled[:, 0] * 2 - filled[:, 1] ** 2 + filled[:, 3] % 3 + filled[:, 5]


def two(x):
    return (score(x) > 1).astype(int)


def three(x):
    return np.digitize(score(x), [-0.5, 1.5])


class Ensemble:
    """The attributes of a tree ensemble, filled node by node."""

    def __init__(self, leaf):
        self.leaf, self.nodes, self.weights, self.trees = leaf, [], [], 0

    def tree(self, nodes):
        """nodes: (id, mode, feature, value, true, false, missing_true) or (id, [(target, weight)])"""
        for node in nodes:
            if len(node) == 2:
                self.nodes.append((self.trees, node[0], "LEAF", 0, 0.0, 0, 0, 0))
                self.weights += [(self.trees, node[0], target, weight) for target, weight in node[1]]
            else:
                i, mode, feature, value, true, false, missing = node
                self.nodes.append((self.trees, i, mode, feature, value, true, false, missing))
        self.trees += 1

    def attributes(self):
        columns = list(zip(*self.nodes))
        names = ["treeids", "nodeids", "modes", "featureids", "values", "truenodeids", "falsenodeids",
                 "missing_value_tracks_true"]
        found = {"nodes_" + n: list(c) for n, c in zip(names, columns)}
        found["nodes_hitrates"] = [1.0] * len(self.nodes)
        for name, column in zip(["treeids", "nodeids", "ids", "weights"], zip(*self.weights)):
            found[f"{self.leaf}_{name}"] = list(column)
        found["nodes_values"] = [float(v) for v in found["nodes_values"]]
        found[f"{self.leaf}_weights"] = [float(v) for v in found[f"{self.leaf}_weights"]]
        return found


def sklearn_tree(ensemble, tree, leaf):
    t = tree.tree_
    ensemble.tree([
        (i, leaf(t.value[i])) if t.children_left[i] < 0 else
        (i, "BRANCH_LEQ", int(t.feature[i]), np.float32(t.threshold[i]), int(t.children_left[i]),
         int(t.children_right[i]), 0)
        for i in range(t.node_count)])


def hist_tree(ensemble, tree, target):
    ensemble.tree([
        (i, [(target, float(n["value"]))]) if n["is_leaf"] else
        (i, "BRANCH_LEQ", int(n["feature_idx"]), np.float32(n["num_threshold"]), int(n["left"]), int(n["right"]),
         int(n["missing_go_to_left"]))
        for i, n in enumerate(tree.nodes)])


def xgboost_tree(ensemble, dump, target):
    nodes = []

    def walk(n):
        if "leaf" in n:
            nodes.append((n["nodeid"], [(target, n["leaf"])]))
            return
        nodes.append((n["nodeid"], "BRANCH_LT", int(n["split"].lstrip("f")), np.float32(n["split_condition"]),
                      n["yes"], n["no"], int(n["missing"] == n["yes"])))
        for child in n["children"]:
            walk(child)

    walk(dump)
    ensemble.tree(nodes)


def labels(classes):
    texts = [str(c) for c in classes]
    return {"classlabels_strings": texts} if not str(classes[0]).isdigit() else \
        {"classlabels_int64s": [int(c) for c in classes]}


def value(name, kind, *shape):
    return helper.make_tensor_value_info(name, kind, list(shape))


def zip_map(classes):
    kind = TensorProto.INT64 if str(classes[0]).isdigit() else TensorProto.STRING
    output = ValueInfoProto(name="output_probability")
    maps = output.type.sequence_type.elem_type.map_type
    maps.key_type = kind
    maps.value_type.tensor_type.elem_type = TensorProto.FLOAT
    return helper.make_node("ZipMap", ["probabilities"], [output.name], domain=ML, **labels(classes)), output


def write(name, nodes, outputs, x, expected, inputs=None, constants=(), texts=None, tolerance=0.0, runtime=0.0):
    inputs = inputs or [value("X", TensorProto.FLOAT, None, FEATURES)]
    graph = helper.make_graph(nodes, name, inputs, outputs, [numpy_helper.from_array(a, n) for n, a in constants])
    model = helper.make_model(graph, producer_name="layouts", opset_imports=[
        helper.make_opsetid("", 13), helper.make_opsetid(ML, 1)])
    model.ir_version = 7
    with open(f"{folder}/{name}.onnx", "wb") as out:
        out.write(model.SerializeToString())
    cells = [[None if isinstance(v, float) and np.isnan(v) else v for v in map(float, row)] for row in x]
    with open(f"{folder}/{name}.json", "w") as out:
        json.dump({"model": f"{name}.onnx", "rows": cells, "texts": texts or [[]] * len(cells[0]),
                   "tolerance": tolerance, "runtime": runtime,
                   "expected": [[float(v) for v in row] for row in np.reshape(expected, (len(cells), -1))]}, out)


def classifier(name, ensemble, classes, x, expected, transform="NONE", base=None, maps=False, **told):
    node = helper.make_node("TreeEnsembleClassifier", ["X"], ["label", "probabilities"], domain=ML,
                            post_transform=transform, **labels(classes), **ensemble.attributes(),
                            **({"base_values": base} if base else {}))
    kind = TensorProto.INT64 if str(classes[0]).isdigit() else TensorProto.STRING
    nodes, outputs = [node], [value("label", kind, None)]
    if maps:
        node, output = zip_map(classes)
        nodes.append(node)
        outputs.append(output)
    else:
        outputs.append(value("probabilities", TensorProto.FLOAT, None, len(classes)))
    write(name, nodes, outputs, x, expected, **told)


def regressor(name, ensemble, x, expected, aggregate="SUM", base=None, **told):
    node = helper.make_node("TreeEnsembleRegressor", ["X"], ["variable"], domain=ML, n_targets=1,
                            aggregate_function=aggregate, **ensemble.attributes(),
                            **({"base_values": base} if base else {}))
    write(name, [node], [value("variable", TensorProto.FLOAT, None, 1)], x, expected, **told)


def forest(model):
    ensemble = Ensemble("class")
    for tree in getattr(model, "estimators_", [model]):
        count = len(getattr(model, "estimators_", [model]))
        sklearn_tree(ensemble, tree, lambda v: [(c, w) for c, w in enumerate(v[0] / v[0].sum() / count)])
    return ensemble


names = np.array(["early", "on time", "verspätet"])
NEAR = {"tolerance": 2e-6}

model = RandomForestClassifier(40, max_depth=7, random_state=1).fit(train, names[two(train)])
classifier("forest_two_maps", forest(model), model.classes_, test, model.predict_proba(test), maps=True, **NEAR)
model = RandomForestClassifier(40, random_state=2).fit(train, three(train))
classifier("forest_three_tensor", forest(model), model.classes_, test, model.predict_proba(test), **NEAR)
model = DecisionTreeClassifier(max_depth=5, random_state=2).fit(train, three(train))
classifier("tree_three", forest(model), model.classes_, test, model.predict_proba(test), **NEAR)

for kind, name in ((RandomForestRegressor, "forest_average"), (ExtraTreesRegressor, "extra_trees_average")):
    model = kind(30, max_depth=8, random_state=3).fit(train, score(train))
    ensemble = Ensemble("target")
    for tree in model.estimators_:
        sklearn_tree(ensemble, tree, lambda v: [(0, v[0][0])])
    regressor(name, ensemble, test, model.predict(test), aggregate="AVERAGE", **NEAR)

model = GradientBoostingRegressor(n_estimators=50, random_state=4).fit(train, score(train))
ensemble = Ensemble("target")
for tree in model.estimators_[:, 0]:
    sklearn_tree(ensemble, tree, lambda v: [(0, v[0][0] * model.learning_rate)])
regressor("boosting_values", ensemble, test, model.predict(test), base=[float(model.init_.constant_[0][0])], **NEAR)

for target, name, transform in ((two, "boosting_two", "LOGISTIC"), (three, "boosting_three", "SOFTMAX")):
    model = GradientBoostingClassifier(n_estimators=30, random_state=5).fit(train, target(train))
    ensemble = Ensemble("class")
    for stage in model.estimators_:
        for c, tree in enumerate(stage):
            sklearn_tree(ensemble, tree, lambda v: [(c, v[0][0] * model.learning_rate)])
    base = [float(v) for v in model._raw_predict_init(test[:1])[0]]
    classifier(name, ensemble, model.classes_, test, model.predict_proba(test), transform, base, maps=True, **NEAR)

    model = HistGradientBoostingClassifier(max_iter=30, random_state=6).fit(holes, target(holes))
    ensemble = Ensemble("class")
    for stage in model._predictors:
        for c, tree in enumerate(stage):
            hist_tree(ensemble, tree, c)
    base = [float(v) for v in np.ravel(model._baseline_prediction)]
    classifier("hist_" + name, ensemble, model.classes_, holed, model.predict_proba(holed), transform, base,
               maps=True, **NEAR)

for target, name, transform in ((two, "xgboost_two", "LOGISTIC"), (three, "xgboost_three", "SOFTMAX")):
    model = xgb.XGBClassifier(n_estimators=30, max_depth=5, n_jobs=1).fit(holes, target(holes))
    ensemble = Ensemble("class")
    count = 1 if target is two else 3
    for i, dump in enumerate(model.get_booster().get_dump(dump_format="json")):
        xgboost_tree(ensemble, json.loads(dump), i % count)
    base = [0.5] * 3 if count == 3 else None
    classifier(name, ensemble, [0, 1, 2][:max(count, 2)], holed, model.predict_proba(holed), transform, base, tolerance=2e-7)

model = xgb.XGBRegressor(n_estimators=60, max_depth=6, n_jobs=1).fit(holes, score(holes))
ensemble = Ensemble("target")
for dump in model.get_booster().get_dump(dump_format="json"):
    xgboost_tree(ensemble, json.loads(dump), 0)
regressor("xgboost_values", ensemble, holed, model.predict(holed), base=[0.5], **NEAR)

scaler = StandardScaler().fit(train)
scaled = scaler.transform(train)
scaling = helper.make_node("Scaler", ["X"], ["scaled"], domain=ML, offset=scaler.mean_.tolist(),
                           scale=(1 / scaler.scale_).tolist())
LINEAR = {"tolerance": 5e-6, "runtime": 1e-6}
test = test[2:]

model = LinearRegression().fit(scaled, score(train))
linear = helper.make_node("LinearRegressor", ["scaled"], ["variable"], domain=ML, targets=1,
                          coefficients=model.coef_.tolist(), intercepts=[float(model.intercept_)])
write("scaled_linear", [scaling, linear], [value("variable", TensorProto.FLOAT, None, 1)], test,
      model.predict(scaler.transform(test)), **LINEAR)

for target, name, transform in ((two, "scaled_logistic_two", "LOGISTIC"), (three, "scaled_logistic_three", "SOFTMAX")):
    model = LogisticRegression().fit(scaled, names[target(train)])
    weights, added = model.coef_, model.intercept_
    if target is two:
        weights, added = np.vstack([-weights, weights]), np.concatenate([-added, added])
    node = helper.make_node("LinearClassifier", ["scaled"], ["label", "raw"], domain=ML, multi_class=1,
                            coefficients=weights.ravel().tolist(), intercepts=added.tolist(),
                            post_transform=transform, classlabels_strings=model.classes_.tolist())
    norm = helper.make_node("Normalizer", ["raw"], ["probabilities"], domain=ML, norm="L1")
    maps, output = zip_map(model.classes_)
    write(name, [scaling, node, norm, maps], [value("label", TensorProto.STRING, None), output], test,
          model.predict_proba(scaler.transform(test)), **LINEAR)

# A column transformer: an input a column, numbers filled and scaled, texts one-hot, then a forest.
carriers, airports = ["AA", "DL", "WN"], ["ATL", "JFK", "MÜC", "ORD"]


def flights(n):
    x = np.column_stack([random.normal(500, 200, n), random.normal(12, 4, n), random.integers(0, 3, n),
                         random.integers(0, 4, n)]).astype(np.float32)
    x[random.random(n) < 0.1, 1] = np.nan
    return x


def encoded(x, mean, scale, fill):
    numbers = np.where(np.isnan(x[:, :2]), np.float32(fill), x[:, :2])
    numbers = ((numbers - np.float32(mean)) * np.float32(scale)).astype(np.float32)
    return np.hstack([numbers, np.eye(3, dtype=np.float32)[x[:, 2].astype(int)],
                      np.eye(5, dtype=np.float32)[x[:, 3].astype(int)][:, :4]])


x, asked = flights(1000), flights(150)
asked[:5, 3] = 4
fill = [float(np.nanmedian(x[:, 0])), float(np.nanmedian(x[:, 1]))]
mean, scale = np.nanmean(x[:, :2], 0).tolist(), (1 / np.nanstd(x[:, :2], 0)).tolist()
late = ((x[:, 0] > 550) ^ (x[:, 3] == 1) ^ (x[:, 2] == 2)).astype(int)
model = RandomForestClassifier(25, max_depth=6, random_state=8).fit(encoded(x, mean, scale, fill), late)
ensemble = forest(model)
nodes = [
    helper.make_node("Concat", ["distance", "hour"], ["numbers"], axis=1),
    helper.make_node("Imputer", ["numbers"], ["filled"], domain=ML, imputed_value_floats=fill,
                     replaced_value_float=float("nan")),
    helper.make_node("Scaler", ["filled"], ["scaled"], domain=ML, offset=mean, scale=scale),
    helper.make_node("Concat", ["carrier", "origin"], ["categories"], axis=1),
    helper.make_node("ArrayFeatureExtractor", ["categories", "first"], ["carriers"], domain=ML),
    helper.make_node("ArrayFeatureExtractor", ["categories", "second"], ["origins"], domain=ML),
    helper.make_node("OneHotEncoder", ["carriers"], ["carriers_3"], domain=ML, cats_strings=carriers, zeros=1),
    helper.make_node("OneHotEncoder", ["origins"], ["origins_3"], domain=ML, cats_strings=airports, zeros=1),
    helper.make_node("Concat", ["carriers_3", "origins_3"], ["encoded_3"], axis=2),
    helper.make_node("Reshape", ["encoded_3", "shape"], ["encoded"]),
    helper.make_node("Concat", ["scaled", "encoded"], ["X"], axis=1),
    helper.make_node("TreeEnsembleClassifier", ["X"], ["label", "probabilities"], domain=ML, post_transform="NONE",
                     **labels(model.classes_), **ensemble.attributes())]
maps, output = zip_map(model.classes_)
expected = model.predict_proba(encoded(asked, mean, scale, fill))
write("flights_columns", nodes + [maps], [value("label", TensorProto.INT64, None), output], asked, expected,
      inputs=[value("distance", TensorProto.FLOAT, None, 1), value("hour", TensorProto.FLOAT, None, 1),
              value("carrier", TensorProto.STRING, None, 1), value("origin", TensorProto.STRING, None, 1)],
      constants=[("first", np.array([0])), ("second", np.array([1])), ("shape", np.array([-1, 7]))],
      texts=[[], [], carriers, airports + ["unseen"]], **NEAR)

# A neural network of two classes: the probability of one, and its complement beside it.
model = MLPClassifier((8, 5), max_iter=200, random_state=9).fit(scaled, two(train))
nodes, at, constants = [scaling], "scaled", [("one", np.array([1], np.float32)), ("shape", np.array([-1, 1]))]
for i, (w, b) in enumerate(zip(model.coefs_, model.intercepts_)):
    constants += [(f"w{i}", w.astype(np.float32)), (f"b{i}", b.reshape(1, -1).astype(np.float32))]
    nodes += [helper.make_node("MatMul", [at, f"w{i}"], [f"m{i}"]), helper.make_node("Add", [f"m{i}", f"b{i}"], [f"a{i}"])]
    last = i == len(model.coefs_) - 1
    nodes.append(helper.make_node("Sigmoid" if last else "Relu", [f"a{i}"], [f"h{i}"]))
    at = f"h{i}"
maps, output = zip_map(model.classes_)
nodes += [helper.make_node("Reshape", [at, "shape"], ["late"]), helper.make_node("Sub", ["one", "late"], ["early"]),
          helper.make_node("Concat", ["early", "late"], ["probabilities"], axis=1), maps]
write("network_two", nodes, [output], test, model.predict_proba(scaler.transform(test)), constants=constants,
      tolerance=2e-5, runtime=2e-6)
