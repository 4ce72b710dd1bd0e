"""Trains the model that TextBenchmark asks for, and prints what a row costs in scikit-learn itself.

    python3 train_text.py text-N|hashed|columns FILE
"""

import pickle
import sys
import time

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

random = np.random.default_rng(1)
what, file = sys.argv[1:]
if what == "columns":
    frame = pd.DataFrame(random.normal(size=(2000, 3)) * 100, columns=["a", "b", "c"])
    frame = frame.mask(random.random(frame.shape) < 0.1)
    frame["d"] = np.char.add("c", random.integers(0, 12, 2000).astype(str))
    frame["e"] = np.char.add("c", random.integers(0, 12, 2000).astype(str))
    numbers = make_pipeline(SimpleImputer(), StandardScaler())
    columns = ColumnTransformer(
        [("n", numbers, ["a", "b", "c"]), ("t", OneHotEncoder(handle_unknown="ignore"), ["d", "e"])]
    )
    pipe = make_pipeline(columns, LogisticRegression())
    rows = frame
else:
    size = 1000 if what == "hashed" else int(what.split("-")[1])
    words = np.char.add("Term", np.arange(size).astype(str))
    rows = [" ".join(words[random.integers(0, size, 50)]) for _ in range(1000)]
    rows += [" ".join(words[i : i + 50]) for i in range(0, size, 50)]
    if what == "hashed":
        pipe = make_pipeline(HashingVectorizer(), SGDClassifier(loss="log_loss"))
    else:
        pipe = make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=20))
pipe.fit(rows, random.integers(0, 2, len(rows)))
with open(file, "wb") as out:
    pickle.dump(pipe, out, protocol=4)
one, many = rows[:1], rows[:1000]
for name, given, times in (("row", one, 200), ("batch", many, 5)):
    begin = time.perf_counter()
    for _ in range(times):
        pipe.predict_proba(given)
    spent = (time.perf_counter() - begin) / times / len(given)
    print(f"scikit-learn {what} {name}: {spent * 1e6:.2f} us a row", flush=True)
