"""Trains the regression on build/train.csv and writes build/model.joblib."""

import joblib
import pandas as pd
import yaml
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder

NUMBERS = ["hour", "weekday", "distance"]
AIRPORTS = ["origin", "destination"]

with open("params.yaml") as file:
    params = yaml.safe_load(file)["train"]

train = pd.read_csv("build/train.csv")

model = Pipeline(
    [
        (
            "columns",
            ColumnTransformer(
                [
                    ("numbers", SimpleImputer(strategy="median"), NUMBERS),
                    (
                        "airports",
                        OneHotEncoder(
                            handle_unknown="infrequent_if_exist",
                            min_frequency=params["min_frequency"],
                        ),
                        AIRPORTS,
                    ),
                ]
            ),
        ),
        (
            "trees",
            GradientBoostingRegressor(
                n_estimators=params["n_estimators"],
                max_depth=params["max_depth"],
                learning_rate=params["learning_rate"],
                subsample=0.8,
                random_state=7,
            ),
        ),
    ]
)
model.fit(train[NUMBERS + AIRPORTS], train["delay"])
joblib.dump(model, "build/model.joblib", compress=3)
print(f"trained on {len(train)} flights")
