"""Writes LightGBM's wrappers as version 3 laid them out, with a newer version's model inside.

    python3 lightgbm_before_4.py FOLDER

Version 3 can no longer be installed here, so its layout is imitated: a booster kept its text under
`handle`, not `_handle`, and the wrapper knew its columns by `_n_features` alone.
"""

import sys
from pathlib import Path

import lightgbm

import sklearn_models

state = lightgbm.Booster.__getstate__


def old_booster(self):
    new = state(self)
    new["handle"] = new.pop("_handle")
    new["pandas_categorical"] = None
    return new


def old_model(self):
    new = dict(self.__dict__)
    for name in ("n_features_in_", "_n_features_in", "feature_names_in_", "_sklearn_version"):
        new.pop(name, None)
    return new


lightgbm.Booster.__getstate__ = old_booster
lightgbm.sklearn.LGBMModel.__getstate__ = old_model
sklearn_models.TREES = 3
sklearn_models.ROWS = 30
folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name in ("lightgbm-classifier", "lightgbm-early-stopping"):
    sklearn_models.write(folder, name, False)
