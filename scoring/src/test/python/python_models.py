"""Models that only Python can run, with what scikit-learn answers: python_models.py FOLDER"""

import json
import os
import pickle
import sys

import numpy
import pandas
from sklearn.compose import ColumnTransformer
from sklearn.gaussian_process import GaussianProcessClassifier, GaussianProcessRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

FOLDER = sys.argv[1]
RAN = os.path.join(FOLDER, "ran")


class Marks:
    def __reduce__(self):
        return os.mkdir, (RAN,)


def path(*names):
    file = os.path.join(FOLDER, *names)
    os.makedirs(os.path.dirname(file), exist_ok=True)
    return file


def dump(model, *names):
    with open(path(*names), "wb") as out:
        pickle.dump(model, out)


def write(text, *names):
    with open(path(*names), "w") as out:
        out.write(text)


def expect(name, rows, expected):
    write(json.dumps({"rows": rows, "expected": expected}), name)


random = numpy.random.default_rng(5)
data = random.normal(size=(120, 3))
classes = numpy.array(["no", "perhaps", "yes"])[(data[:, 0] > 0).astype(int) + (data[:, 1] > 0)]
process = GaussianProcessClassifier(random_state=0).fit(data, classes)
rows = random.normal(size=(200, 3))
dump(process, "process.pkl")
expect("process.json", rows.tolist(), process.predict_proba(rows).tolist())

table = pandas.DataFrame(
    {
        "amount": random.normal(size=150),
        "city": random.choice(["Bern", "Genf", "Zürich"], 150),
        "age": random.integers(0, 90, 150).astype(float),
    }
)
mixed = make_pipeline(
    ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), ["amount", "age"]),
            ("texts", OrdinalEncoder(), ["city"]),
        ]
    ),
    GaussianProcessRegressor(random_state=0, alpha=0.1),
).fit(table, table.amount + table.age / 50)
wanted = pandas.DataFrame(
    {
        "amount": random.normal(size=200),
        "city": random.choice(["Bern", "Genf", "Zürich"], 200),
        "age": random.integers(0, 90, 200).astype(float),
    }
)
dump(mixed, "mixed", "model.pkl")
write("def predict(model, data):\n    return model.predict(data)\n", "mixed", "predict.py")
expect("mixed.json", wanted.values.tolist(), [[y] for y in mixed.predict(wanted).tolist()])

write(
    """\
import os
class Model:
    def __init__(self, factor):
        self.factor = factor
    def predict(self, data):
        assert list(data.columns)[1].startswith("it's long")
        return data["amount due"] * self.factor + data.iloc[:, 1] + data.city.str.len()
def _load_pyfunc(path):
    with open(path) as file:
        return Model(float(file.read()))
""",
    "pyfunc", "code", "our_loader.py",
)
write("3", "pyfunc", "data", "factor.txt")
write(
    """\
artifact_path: model
flavors:
  python_function:
    code: code
    data: data/factor.txt
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: our_loader
mlflow_version: 2.22.0
signature:
  inputs: '[{"type": "double", "name": "amount due", "required": true}, {"type": "long", "name": "it''s long
    enough to be folded over two lines", "required": true}, {"type": "string", "name":
    "city", "required": false}]'
  outputs: '[{"type": "double", "required": true}]'
  params: null
""",
    "pyfunc", "MLmodel",
)

dump(LinearRegression().fit(data, data[:, 0]), "compiled.pkl")
dump(Marks(), "marks.pkl")
