"""Trains the models to be served: models.py FOLDER.

Each gets a folder with model.pkl, the tables and the slipway.yaml of a project, and requests in bodies.jsonl.
What is there already stays.
"""
import json
import os
import pickle
import sys

import numpy
import pandas
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import (GradientBoostingClassifier, HistGradientBoostingClassifier,
                              RandomForestClassifier)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMBERS, ROWS, BODIES = 10, 4_000, 500
random = numpy.random.RandomState(7)


def numbers():
    x = random.normal(size=(ROWS, NUMBERS)).round(4)
    return pandas.DataFrame(x, columns=[f"x{i}" for i in range(NUMBERS)])


def label(frame):
    x = frame.select_dtypes("number").fillna(0).to_numpy()
    score = sum(numpy.sin(x[:, i] * (i % 5 + 1)) / (i + 1) for i in range(x.shape[1]))
    return (score + random.normal(scale=0.3, size=len(x)) > 0).astype(int)


def mixed():
    frame = numbers().iloc[:, :6]
    frame["color"] = random.choice(["red", "green", "blue", "black"], ROWS)
    frame["city"] = random.choice([f"city-{i}" for i in range(20)], ROWS)
    return frame


def logistic():
    return make_pipeline(StandardScaler(), LogisticRegression())


def columns():
    numeric = make_pipeline(SimpleImputer(), StandardScaler())
    return make_pipeline(
        ColumnTransformer([("numbers", numeric, [f"x{i}" for i in range(6)]),
                           ("texts", OneHotEncoder(handle_unknown="ignore"), ["color", "city"])]),
        LogisticRegression(max_iter=500))


MODELS = {
    "logistic": (logistic, numbers),
    "boosting-100x6": (lambda: GradientBoostingClassifier(n_estimators=100, max_depth=6), numbers),
    "histogram-100": (lambda: HistGradientBoostingClassifier(max_iter=100, early_stopping=False), numbers),
    "forest-500x8": (lambda: RandomForestClassifier(n_estimators=500, max_depth=8), numbers),
    "columns": (columns, mixed),
}

for name, (make, rows) in MODELS.items():
    folder = os.path.join(sys.argv[1], name)
    if os.path.exists(os.path.join(folder, "bodies.jsonl")):
        continue
    os.makedirs(folder, exist_ok=True)
    frame = rows()
    y = label(frame)
    # Trained on plain numbers, scikit-learn takes a plain list of them, which is the faster way to ask it.
    model = make().fit(frame if rows is mixed else frame.to_numpy(), y)
    with open(os.path.join(folder, "model.pkl"), "wb") as file:
        pickle.dump(model, file)
    frame.assign(y=y).iloc[:3_000].to_csv(os.path.join(folder, "train.csv"), index=False)
    frame.assign(y=y).iloc[3_000:].to_csv(os.path.join(folder, "test.csv"), index=False)
    with open(os.path.join(folder, "slipway.yaml"), "w") as file:
        file.write(f"name: {name}\nmodel:\n  path: model.pkl\n  task: binary-classification\n"
                   "  target: y\n  positive: 1\n  train: train.csv\n  test: test.csv\n")
    with open(os.path.join(folder, "bodies.jsonl"), "w") as file:
        for row in frame.iloc[:BODIES].to_dict("records"):
            file.write(json.dumps(row, separators=(",", ":")) + "\n")
