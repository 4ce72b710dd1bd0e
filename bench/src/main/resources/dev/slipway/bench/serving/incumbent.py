"""Serves FOLDER/model.pkl with FastAPI and one uvicorn worker, as its users do: incumbent.py FOLDER."""
import json
import os
import pickle
import socket
import sys

import numpy
import pandas
import uvicorn
from fastapi import FastAPI
from pydantic import create_model

folder = sys.argv[1]
with open(os.path.join(folder, "model.pkl"), "rb") as file:
    model = pickle.load(file)
with open(os.path.join(folder, "bodies.jsonl")) as file:
    example = json.loads(file.readline())
named = hasattr(model, "feature_names_in_")
Row = create_model("Row", **{name: (type(value), ...) for name, value in example.items()})
app = FastAPI()


# Asynchronous, since handing a call this short to a thread costs more than the call.
@app.post("/predict")
async def predict(row: Row):
    cells = row.dict()
    x = pandas.DataFrame([cells]) if named else numpy.array([list(cells.values())])
    scores = model.predict_proba(x)[0]
    best = int(scores.argmax())
    return {"prediction": int(model.classes_[best]),
            "probabilities": {str(c): float(s) for c, s in zip(model.classes_, scores)}}


@app.get("/health/ready")
async def ready():
    return {}


listening = socket.create_server(("127.0.0.1", 0), backlog=256)
print(json.dumps({"url": "http://127.0.0.1:%d" % listening.getsockname()[1]}), flush=True)
uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning")).run(sockets=[listening])
