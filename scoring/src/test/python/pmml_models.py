"""Trains scikit-learn and XGBoost models, writes each as PMML from its coefficients, with rows and what the
library predicts for them.

    python3 pmml_models.py FOLDER

For each model NAME there are FOLDER/NAME.pmml and FOLDER/NAME.expected.
"""

import json
import sys
import warnings

import numpy as np
import xgboost as xgb
from sklearn.cluster import KMeans
from sklearn.ensemble import (
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.linear_model import GammaRegressor, LinearRegression, LogisticRegression, PoissonRegressor
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

warnings.filterwarnings("ignore")
folder = sys.argv[1]
random = np.random.default_rng(7)
FIELDS = [f"x{i}" for i in range(5)]
# Rows are float32 numbers, so that float32 trees and float64 trees see the same.
x = random.normal(size=(400, 5)).astype(np.float32).astype(float)
x[:, 4] = np.round(x[:, 4])
test = random.normal(size=(200, 5)).astype(np.float32).astype(float)
test[:, 4] = np.round(test[:, 4])
test[0] = 1e6
test[1] = -1e6
test[2] = 0
score = x[:, 0] * 2 - x[:, 1] + np.sin(3 * x[:, 2]) + x[:, 3] * x[:, 4]
binary = np.where(score > 0.5, "yes", "no")
three = np.array(["low", "mid", "high"])[np.digitize(score, [-1, 1.5])]
positive = np.exp(np.clip(score, -3, 3) / 2)


def document(body, classes=(), data_type="double", version="4.4", prefix=""):
    values = "".join(f'<Value value="{c}"/>' for c in classes)
    fields = "".join(f'<DataField name="{f}" optype="continuous" dataType="{data_type}"/>' for f in FIELDS)
    kind = 'optype="categorical" dataType="string"' if len(classes) else 'optype="continuous" dataType="double"'
    text = (f'<PMML version="{version}" xmlns="http://www.dmg.org/PMML-{version.replace(".", "_")}"><Header/>'
            f'<DataDictionary>{fields}<DataField name="y" {kind}>{values}</DataField></DataDictionary>{body}</PMML>')
    if prefix:
        text = text.replace("</", f"</{prefix}:").replace("<", f"<{prefix}:").replace(f"<{prefix}:/", "</")
        text = text.replace("xmlns=", f"xmlns:{prefix}=")
    return text


SCHEMA = ('<MiningSchema>' + "".join(f'<MiningField name="{f}"/>' for f in FIELDS)
          + '<MiningField name="y" usageType="target"/></MiningSchema>')
INNER = '<MiningSchema>' + "".join(f'<MiningField name="{f}"/>' for f in FIELDS) + '</MiningSchema>'


def write(name, text, expected, rows=test):
    with open(f"{folder}/{name}.pmml", "w") as out:
        out.write(text)
    with open(f"{folder}/{name}.expected", "w") as out:
        json.dump({
            "model": f"{name}.pmml",
            "rows": [[None if np.isnan(v) else float(v) for v in row] for row in rows],
            "expected": [[float(v) for v in np.atleast_1d(row)] for row in expected],
        }, out)


def rounded_down(threshold):
    down = np.float32(threshold)
    return float(down if float(down) <= threshold else np.nextafter(down, np.float32(-np.inf)))


def tree(model, classes, float32, scale=1.0, schema=INNER, function=None, extra=""):
    t = model.tree_

    def node(i, predicate):
        if t.children_left[i] < 0:
            if len(classes) == 0:
                return f'<Node score="{float(scale * t.value[i][0][0])!r}">{predicate}</Node>'
            shares = "".join(f'<ScoreDistribution value="{c}" recordCount="{float(n)!r}"/>'
                             for c, n in zip(classes, t.value[i][0]))
            return f'<Node score="{classes[int(np.argmax(t.value[i][0]))]}">{predicate}{shares}</Node>'
        threshold = rounded_down(t.threshold[i]) if float32 else float(t.threshold[i])
        test = '<SimplePredicate field="{}" operator="{}" value="{!r}"/>'
        field = FIELDS[t.feature[i]]
        return (f'<Node>{predicate}{node(t.children_left[i], test.format(field, "lessOrEqual", threshold))}'
                f'{node(t.children_right[i], test.format(field, "greaterThan", threshold))}</Node>')

    function = function or ("classification" if len(classes) else "regression")
    return (f'<TreeModel functionName="{function}" splitCharacteristic="binarySplit"{extra}>{schema}'
            f'{node(0, "<True/>")}</TreeModel>')


def mining(method, segments, function="regression", schema=SCHEMA, targets="", extra="", output=""):
    body = "".join(f"<Segment><True/>{s}</Segment>" for s in segments)
    return (f'<MiningModel functionName="{function}"{extra}>{schema}{output}{targets}'
            f'<Segmentation multipleModelMethod="{method}">{body}</Segmentation></MiningModel>')


for precision, float32 in (("double", False), ("float", True)):
    m = DecisionTreeClassifier(max_depth=7, random_state=1).fit(x, three)
    write(f"tree_three_{precision}", document(tree(m, m.classes_, float32, schema=SCHEMA), m.classes_, precision),
          m.predict_proba(test))
    m = RandomForestClassifier(30, max_depth=8, random_state=1).fit(x, three)
    write(f"forest_three_{precision}", document(
        mining("average", [tree(e, m.classes_, float32) for e in m.estimators_], "classification"),
        m.classes_, precision), m.predict_proba(test))
    m = RandomForestRegressor(30, max_depth=12, random_state=1).fit(x, score)
    write(f"forest_regression_{precision}", document(
        mining("average", [tree(e, (), float32) for e in m.estimators_]), (), precision),
        m.predict(test))
m = DecisionTreeRegressor(random_state=1).fit(x, score)
write("tree_regression", document(tree(m, (), False, schema=SCHEMA), version="3.2", prefix="p"), m.predict(test))
m = ExtraTreesClassifier(20, max_depth=9, random_state=1).fit(x, binary)
write("extra_trees", document(mining("average", [tree(e, m.classes_, False) for e in m.estimators_],
                                     "classification"), m.classes_), m.predict_proba(test))

m = GradientBoostingRegressor(n_estimators=60, random_state=1).fit(x, score)
constant = f'<TreeModel functionName="regression">{INNER}<Node score="{float(m.init_.constant_[0][0])!r}"><True/></Node></TreeModel>'
write("boosting_regression", document(mining("sum", [constant] + [
    tree(e[0], (), False, m.learning_rate) for e in m.estimators_])), m.predict(test))
m = GradientBoostingClassifier(n_estimators=40, random_state=1).fit(x, binary)
start = float(m._raw_predict_init(test[:1])[0, 0])
margin = mining("sum", [tree(e[0], (), False, m.learning_rate) for e in m.estimators_], schema=INNER,
                targets=f'<Targets><Target rescaleConstant="{start!r}"/></Targets>',
                output='<Output><OutputField name="margin" optype="continuous" dataType="double"/></Output>')
logit = ('<RegressionModel functionName="classification" normalizationMethod="logit"><MiningSchema>'
         '<MiningField name="margin"/></MiningSchema><RegressionTable intercept="0" targetCategory="yes">'
         '<NumericPredictor name="margin" coefficient="1"/></RegressionTable>'
         '<RegressionTable intercept="0" targetCategory="no"/></RegressionModel>')
write("boosting_chain", document(mining("modelChain", [margin, logit], "classification"), m.classes_),
      m.predict_proba(test))


def table(intercept, coefficients, category="", names=FIELDS):
    target = f' targetCategory="{category}"' if category else ""
    terms = "".join(f'<NumericPredictor name="{f}" coefficient="{float(c)!r}"/>' for f, c in zip(names, coefficients))
    return f'<RegressionTable intercept="{float(intercept)!r}"{target}>{terms}</RegressionTable>'


m = LinearRegression().fit(x, score)
write("linear", document(f'<RegressionModel functionName="regression">{SCHEMA}{table(m.intercept_, m.coef_)}'
                         '</RegressionModel>'), m.predict(test))
s = StandardScaler().fit(x)
m = LogisticRegression().fit(s.transform(x), binary)
derived = "".join(
    f'<DerivedField name="z{i}" optype="continuous" dataType="double"><Apply function="/"><Apply function="-">'
    f'<FieldRef field="x{i}"/><Constant dataType="double">{float(s.mean_[i])!r}</Constant></Apply>'
    f'<Constant dataType="double">{float(s.scale_[i])!r}</Constant></Apply></DerivedField>' for i in range(5))
names = [f"z{i}" for i in range(5)]
write("scaler_logistic", document(
    f'<TransformationDictionary>{derived}</TransformationDictionary>'
    f'<RegressionModel functionName="classification" normalizationMethod="logit">{SCHEMA}'
    f'{table(m.intercept_[0], m.coef_[0], "yes", names)}{table(0, [], "no")}</RegressionModel>', m.classes_),
    m.predict_proba(s.transform(test)))
m = LogisticRegression(max_iter=500).fit(x, three)
write("logistic_three", document(
    f'<RegressionModel functionName="classification" normalizationMethod="softmax">{SCHEMA}'
    + "".join(table(m.intercept_[k], m.coef_[k], c) for k, c in enumerate(m.classes_)) + '</RegressionModel>',
    m.classes_), m.predict_proba(test))


def general(attributes, cells, function="regression"):
    """cells: category -> (intercept, coefficients)"""
    parameters = ["p"] + [f"p{i}" for i in range(5)]
    rows = "".join(f'<PPCell value="1" predictorName="x{i}" parameterName="p{i}"/>' for i in range(5))
    betas = "".join(
        f'<PCell parameterName="{p}" {category} beta="{float(b)!r}"/>'
        for category, (intercept, coefficients) in cells.items()
        for p, b in zip(parameters, [intercept, *coefficients]))
    return (f'<GeneralRegressionModel functionName="{function}" {attributes}>{SCHEMA}<ParameterList>'
            + "".join(f'<Parameter name="{p}"/>' for p in parameters) + '</ParameterList><CovariateList>'
            + "".join(f'<Predictor name="{f}"/>' for f in FIELDS)
            + f'</CovariateList><PPMatrix>{rows}</PPMatrix><ParamMatrix>{betas}</ParamMatrix></GeneralRegressionModel>')


calm = np.clip(test, -5, 5)
for name, m in (("poisson", PoissonRegressor()), ("gamma", GammaRegressor())):
    m.fit(x, positive)
    write(f"general_{name}", document(general('modelType="generalizedLinear" linkFunction="log"',
                                              {"": (m.intercept_, m.coef_)})), m.predict(calm), calm)
m = LogisticRegression(max_iter=500).fit(x, three)
last = m.classes_[-1]
write("general_multinomial", document(general(
    f'modelType="multinomialLogistic" targetReferenceCategory="{last}"',
    {f'targetCategory="{c}"': (m.intercept_[k] - m.intercept_[-1], m.coef_[k] - m.coef_[-1])
     for k, c in enumerate(m.classes_[:-1])}, "classification"), m.classes_), m.predict_proba(calm), calm)
m = LogisticRegression().fit(x, binary)
write("general_logit", document(general('modelType="generalizedLinear" linkFunction="logit"',
                                        {'targetCategory="yes"': (m.intercept_[0], m.coef_[0])}, "classification"),
                                m.classes_), m.predict_proba(calm), calm)

ACTIVATIONS = {"relu": "rectifier", "logistic": "logistic", "tanh": "tanh", "identity": "identity"}


def network(m, classes=()):
    inputs = "".join(f'<NeuralInput id="i{i}"><DerivedField optype="continuous" dataType="double">'
                     f'<FieldRef field="x{i}"/></DerivedField></NeuralInput>' for i in range(5))
    before = [f"i{i}" for i in range(5)]
    layers = ""
    for n, (weights, biases) in enumerate(zip(m.coefs_, m.intercepts_)):
        final = n == len(m.coefs_) - 1
        own = ""
        if final:
            out = {"softmax": ("identity", ' normalizationMethod="softmax"')}.get(
                m.out_activation_, (ACTIVATIONS[m.out_activation_] if m.out_activation_ != "softmax" else "", ""))
            own = f' activationFunction="{out[0]}"{out[1]}'
        ids = [f"n{n}_{j}" for j in range(len(biases))]
        layers += f'<NeuralLayer{own}>' + "".join(
            f'<Neuron id="{ids[j]}" bias="{float(biases[j])!r}">'
            + "".join(f'<Con from="{f}" weight="{float(weights[i, j])!r}"/>' for i, f in enumerate(before))
            + '</Neuron>' for j in range(len(biases))) + '</NeuralLayer>'
        before = ids
    if len(classes) == 0:
        outs = [(before[0], '<FieldRef field="y"/>')]
    else:
        named = classes if len(classes) > 2 else classes[1:]
        outs = [(i, f'<NormDiscrete field="y" value="{c}"/>') for i, c in zip(before, named)]
    outputs = "".join(f'<NeuralOutput outputNeuron="{i}"><DerivedField optype="continuous" dataType="double">{e}'
                      '</DerivedField></NeuralOutput>' for i, e in outs)
    return (f'<NeuralNetwork functionName="{"classification" if len(classes) else "regression"}" '
            f'activationFunction="{ACTIVATIONS[m.activation]}">{SCHEMA}<NeuralInputs>{inputs}</NeuralInputs>{layers}'
            f'<NeuralOutputs>{outputs}</NeuralOutputs></NeuralNetwork>')


for activation in ACTIVATIONS:
    m = MLPClassifier((8, 6), activation=activation, max_iter=60, random_state=1).fit(x, three)
    write(f"network_three_{activation}", document(network(m, m.classes_), m.classes_), m.predict_proba(calm), calm)
m = MLPClassifier((7,), max_iter=60, random_state=1).fit(x, binary)
write("network_binary", document(network(m, m.classes_), m.classes_), m.predict_proba(calm), calm)
m = MLPRegressor((9,), max_iter=60, random_state=1).fit(x, score)
write("network_regression", document(network(m)), m.predict(test))


def machine(m, kernel, pairs, function):
    """pairs: attributes -> (coefficients by support vector, intercept)"""
    vectors = "".join(f'<VectorInstance id="{i}"><Array type="real" n="5">{" ".join(repr(float(v)) for v in row)}'
                      '</Array></VectorInstance>' for i, row in enumerate(m.support_vectors_))
    machines = ""
    for attributes, (coefficients, intercept) in pairs.items():
        chosen = [i for i, c in enumerate(coefficients) if c != 0]
        machines += (f'<SupportVectorMachine {attributes}><SupportVectors numberOfSupportVectors="{len(chosen)}">'
                     + "".join(f'<SupportVector vectorId="{i}"/>' for i in chosen) + '</SupportVectors>'
                     f'<Coefficients absoluteValue="{float(intercept)!r}">'
                     + "".join(f'<Coefficient value="{float(coefficients[i])!r}"/>' for i in chosen)
                     + '</Coefficients></SupportVectorMachine>')
    return (f'<SupportVectorMachineModel functionName="{function}" classificationMethod="OneAgainstOne">{SCHEMA}'
            f'{kernel}<VectorDictionary numberOfVectors="{len(m.support_vectors_)}"><VectorFields numberOfFields="5">'
            + "".join(f'<FieldRef field="{f}"/>' for f in FIELDS)
            + f'</VectorFields>{vectors}</VectorDictionary>{machines}</SupportVectorMachineModel>')


KERNELS = {
    "linear": "<LinearKernelType/>",
    "rbf": '<RadialBasisKernelType gamma="0.2"/>',
    "poly": '<PolynomialKernelType gamma="0.2" coef0="0.5" degree="3"/>',
    "sigmoid": '<SigmoidKernelType gamma="0.2" coef0="0.5"/>',
}
for kernel, element in KERNELS.items():
    m = SVC(kernel=kernel, gamma=0.2, coef0=0.5, degree=3).fit(x, binary)
    no, yes = m.classes_
    write(f"svc_{kernel}", document(machine(
        m, element, {f'targetCategory="{no}" alternateTargetCategory="{yes}"': (m.dual_coef_[0], m.intercept_[0])},
        "classification"), m.classes_), m.decision_function(calm), calm)
    m = SVR(kernel=kernel, gamma=0.2, coef0=0.5, degree=3).fit(x, score)
    write(f"svr_{kernel}", document(machine(m, element, {"": (m.dual_coef_[0], m.intercept_[0])}, "regression")),
          m.predict(calm), calm)
m = SVC(gamma=0.2, decision_function_shape="ovo").fit(x, three)
starts = np.concatenate([[0], np.cumsum(m.n_support_)])
pairs = {}
votes = np.zeros((len(calm), 3))
values = m.decision_function(calm)
for p, (i, j) in enumerate([(0, 1), (0, 2), (1, 2)]):
    c = np.zeros(len(m.support_vectors_))
    c[starts[i]:starts[i + 1]] = m.dual_coef_[j - 1, starts[i]:starts[i + 1]]
    c[starts[j]:starts[j + 1]] = m.dual_coef_[i, starts[j]:starts[j + 1]]
    # scikit-learn's value is positive for the first of the pair, PMML's is below the threshold for the target.
    pairs[f'targetCategory="{m.classes_[j]}" alternateTargetCategory="{m.classes_[i]}"'] = (c, m.intercept_[p])
    votes[:, i] += values[:, p] > 0
    votes[:, j] += values[:, p] <= 0
write("svc_three", document(machine(m, KERNELS["rbf"], pairs, "classification"), m.classes_), votes, calm)

m = GaussianNB().fit(x, three)
counts = lambda v: "".join(f'<TargetValueCount value="{c}" count="{float(n)!r}"/>' for c, n in zip(m.classes_, v))
write("naive_bayes", document(
    f'<NaiveBayesModel functionName="classification" threshold="0">{SCHEMA}<BayesInputs>' + "".join(
        f'<BayesInput fieldName="x{i}"><TargetValueStats>' + "".join(
            f'<TargetValueStat value="{c}"><GaussianDistribution mean="{float(m.theta_[k, i])!r}" '
            f'variance="{float(m.var_[k, i])!r}"/></TargetValueStat>' for k, c in enumerate(m.classes_))
        + '</TargetValueStats></BayesInput>' for i in range(5))
    + f'</BayesInputs><BayesOutput fieldName="y"><TargetValueCounts>{counts(m.class_count_)}</TargetValueCounts>'
      '</BayesOutput></NaiveBayesModel>', m.classes_), m.predict_proba(calm), calm)

m = KMeans(4, n_init=2, random_state=1).fit(x)
write("clusters", document(
    f'<ClusteringModel functionName="clustering" modelClass="centerBased" numberOfClusters="4">{SCHEMA}'
    '<ComparisonMeasure kind="distance"><euclidean/></ComparisonMeasure>'
    + "".join(f'<ClusteringField field="{f}"/>' for f in FIELDS) + "".join(
        f'<Cluster id="c{k}"><Array type="real" n="5">{" ".join(repr(float(v)) for v in c)}</Array></Cluster>'
        for k, c in enumerate(m.cluster_centers_)) + '</ClusteringModel>'),
      [[-np.sqrt(np.sum((row - c) ** 2)) for c in m.cluster_centers_] for row in calm], calm)


def neighbors(y, attributes, function, metric):
    rows = "".join("<row>" + "".join(f"<c{i}>{float(v)!r}</c{i}>" for i, v in enumerate(row)) + f"<y>{t}</y></row>"
                   for row, t in zip(x, y))
    return (f'<NearestNeighborModel functionName="{function}" numberOfNeighbors="5" {attributes}>{SCHEMA}'
            '<TrainingInstances><InstanceFields>'
            + "".join(f'<InstanceField field="x{i}" column="c{i}"/>' for i in range(5))
            + f'<InstanceField field="y" column="y"/></InstanceFields><InlineTable>{rows}</InlineTable>'
            f'</TrainingInstances><ComparisonMeasure kind="distance"><{metric}/></ComparisonMeasure><KNNInputs>'
            + "".join(f'<KNNInput field="{f}"/>' for f in FIELDS) + '</KNNInputs></NearestNeighborModel>')


m = KNeighborsClassifier(5, algorithm="brute").fit(x, three)
write("neighbors_three", document(neighbors(three, "", "classification", "euclidean"), m.classes_),
      m.predict_proba(calm), calm)
m = KNeighborsRegressor(5, metric="manhattan", algorithm="brute").fit(x, score)
write("neighbors_regression", document(neighbors([repr(float(v)) for v in score], "", "regression", "cityBlock")),
      m.predict(calm), calm)

# XGBoost computes in float32 and sends missing values to a side of their own.
gaps = x.copy()
gaps[random.random(x.shape) < 0.2] = np.nan
blank = test.copy()
blank[random.random(test.shape) < 0.3] = np.nan
booster = xgb.train({"objective": "binary:logistic", "max_depth": 5, "nthread": 1, "seed": 1},
                    xgb.DMatrix(gaps, label=(binary == "yes").astype(int)), num_boost_round=30)
trees = json.loads(booster.save_raw("json").decode())["learner"]["gradient_booster"]["model"]["trees"]


def boosted(t):
    def node(i, predicate):
        left, right = t["left_children"][i], t["right_children"][i]
        value = repr(float(np.float32(t["split_conditions"][i])))
        if left < 0:
            return f'<Node id="{i}" score="{value}">{predicate}</Node>'
        test = f'<SimplePredicate field="{FIELDS[t["split_indices"][i]]}" operator="{{}}" value="{value}"/>'
        return (f'<Node id="{i}" defaultChild="{left if t["default_left"][i] else right}">{predicate}'
                f'{node(left, test.format("lessThan"))}{node(right, test.format("greaterOrEqual"))}</Node>')

    return (f'<TreeModel functionName="regression" missingValueStrategy="defaultChild">{INNER}{node(0, "<True/>")}'
            '</TreeModel>')


single = ' x-mathContext="float"'
margin = mining("sum", [boosted(t) for t in trees], schema=INNER, extra=single,
                output='<Output><OutputField name="margin" optype="continuous" dataType="float"/></Output>')
write("xgboost_chain", document(mining("modelChain", [
    margin, logit.replace("<RegressionModel", f"<RegressionModel{single}")], "classification", extra=single),
    ["no", "yes"], "float"), booster.predict(xgb.DMatrix(blank)), blank)
