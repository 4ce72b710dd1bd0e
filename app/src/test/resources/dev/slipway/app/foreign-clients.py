"""Asks a server for predictions with Python's standard library and numpy, as the public documents of each
protocol say, and compares the answers with scikit-learn's own.

usage: foreign-clients.py fit FOLDER | ask URL FOLDER"""

import gzip
import json
import pickle
import struct
import sys
import urllib.error
import urllib.request
import zlib

import numpy as np


def fit(folder):
    from sklearn.datasets import load_iris
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    x, y = load_iris(return_X_y=True)
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(x, y)
    with open(folder + "/iris.pkl", "wb") as file:
        pickle.dump(model, file)


def send(url, body=None, headers=None):
    request = urllib.request.Request(url, body, headers or {})
    with urllib.request.urlopen(request) as reply:
        return reply.read(), reply.headers


def triton_binary(url, tensors, outputs, compression=None):
    """The binary tensor data extension: JSON, then each tensor as numpy lays it out."""
    described, raw = [], b""
    for name, datatype, array in tensors:
        if datatype == "BYTES":
            data = b"".join(struct.pack("<I", len(t)) + t for t in array.ravel())
        else:
            data = array.tobytes()
        described.append({"name": name, "shape": list(array.shape), "datatype": datatype,
                          "parameters": {"binary_data_size": len(data)}})
        raw += data
    head = json.dumps({"id": "7", "inputs": described, "outputs": [
        {"name": o, "parameters": {"binary_data": True}} for o in outputs]}).encode()
    body = head + raw
    headers = {"Content-Type": "application/octet-stream",
               "Inference-Header-Content-Length": str(len(head)), "Accept-Encoding": "gzip"}
    if compression:
        body = gzip.compress(body) if compression == "gzip" else zlib.compress(body)
        headers["Content-Encoding"] = compression
    body, headers = send(url, body, headers)
    if headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    length = int(headers["Inference-Header-Content-Length"])
    reply, at, arrays = json.loads(body[:length]), length, {}
    assert reply["id"] == "7", reply
    for output in reply["outputs"]:
        size = output["parameters"]["binary_data_size"]
        dtype = {"INT64": np.int64, "FP64": np.float64}[output["datatype"]]
        arrays[output["name"]] = np.frombuffer(body[at:at + size], dtype).reshape(output["shape"])
        at += size
    assert at == len(body)
    return arrays


def ask(url, folder):
    with open(folder + "/iris.pkl", "rb") as file:
        model = pickle.load(file)
    from sklearn.datasets import load_iris

    x = load_iris().data
    oip = url + "/v2/models/iris/infer"
    classes, probabilities = model.predict(x), model.predict_proba(x)

    for dtype, name in ((np.float64, "FP64"), (np.float32, "FP32"), (np.float16, "FP16")):
        matrix = x.astype(dtype)
        for compression in (None, "gzip", "deflate"):
            got = triton_binary(oip, [("input-0", name, matrix)], ["predict", "predict_proba"], compression)
            wide = matrix.astype(np.float64)
            assert (got["predict"] == model.predict(wide)).all()
            assert np.allclose(got["predict_proba"], model.predict_proba(wide), rtol=1e-12, atol=1e-15)
    columns = ["x0", "x1", "x2", "x3"]
    whole = np.rint(x).astype(np.uint8)
    for dtype, name in ((np.uint8, "UINT8"), (np.int8, "INT8"), (np.uint16, "UINT16"), (np.int16, "INT16"),
                        (np.uint32, "UINT32"), (np.int32, "INT32"), (np.uint64, "UINT64"), (np.int64, "INT64")):
        tensors = [(c, name, whole[:, i:i + 1].astype(dtype)) for i, c in enumerate(columns)]
        got = triton_binary(oip, tensors, ["predict_proba"])
        assert np.allclose(got["predict_proba"], model.predict_proba(whole.astype(float)), rtol=1e-12, atol=1e-15)
    texts = [(c, "BYTES", np.array([repr(v).encode() for v in x[:, i]], dtype=object)) for i, c in enumerate(columns)]
    assert (triton_binary(oip, texts, ["predict"])["predict"] == classes).all()

    # The example request of the Open Inference Protocol's and KServe's documents: two irises in FP32.
    body, _ = send(oip, json.dumps({"inputs": [{"name": "input-0", "shape": [2, 4], "datatype": "FP32", "data": [
        [6.8, 2.8, 4.8, 1.4], [6.0, 3.4, 4.5, 1.6]]}]}).encode(), {"Content-Type": "application/json"})
    reply = json.loads(body)
    assert reply["model_name"] == "iris" and reply["outputs"][0]["name"] == "predict", reply
    assert reply["outputs"][0]["data"] == [1, 1] and reply["outputs"][0]["datatype"] == "INT64", reply
    # KServe's version 1, with the same two.
    body, _ = send(url + "/v1/models/iris:predict", json.dumps(
        {"instances": [[6.8, 2.8, 4.8, 1.4], [6.0, 3.4, 4.5, 1.6]]}).encode())
    assert json.loads(body) == {"predictions": [1, 1]}, body
    assert json.loads(send(url + "/v1/models/iris")[0]) == {"name": "iris", "ready": True}
    assert json.loads(send(url + "/", None, {"Accept": "*/*"})[0]) == {"status": "alive"}

    # MLflow's four forms and pandas' CSV, as its command line sends them.
    import pandas as pd

    frame = pd.DataFrame(x, columns=columns)
    forms = [
        {"dataframe_split": json.loads(frame.to_json(orient="split", double_precision=15))},
        {"dataframe_records": frame.to_dict(orient="records")},
        {"instances": x.tolist()},
        {"inputs": {c: frame[c].tolist() for c in columns}},
        {"inputs": x.tolist()},
    ]
    for form in forms:
        body, _ = send(url + "/invocations", json.dumps(form).encode(), {"Content-Type": "application/json"})
        assert json.loads(body) == {"predictions": classes.tolist()}, list(form)
    for index in (True, False):
        body, _ = send(url + "/invocations", frame.to_csv(index=index).encode(), {"Content-Type": "text/csv"})
        assert json.loads(body) == {"predictions": classes.tolist()}
    # SageMaker's CSV has no header, and its batch jobs want CSV back.
    rows = "\n".join(",".join(repr(v) for v in row) for row in x)
    body, headers = send(url + "/invocations", rows.encode(), {"Content-Type": "text/csv", "Accept": "text/csv"})
    assert headers["Content-Type"].startswith("text/csv")
    assert [int(line) for line in body.decode().split()] == classes.tolist()
    assert send(url + "/ping")[1] is not None
    # Vertex AI.
    body, _ = send(url + "/v1/endpoints/1/deployedModels/2:predict", json.dumps(
        {"instances": x.tolist(), "parameters": {"method": "predict_proba"}}).encode(),
        {"Content-Type": "application/json"})
    assert np.allclose(json.loads(body)["predictions"], probabilities, rtol=1e-12, atol=1e-15)

    try:
        send(url + "/v2/models/nosuch/infer", b'{"inputs":[]}')
        raise AssertionError("an unknown model was answered")
    except urllib.error.HTTPError as e:
        assert 400 <= e.code < 500 and "Request for unknown model" in json.loads(e.read())["error"]
    print("all protocols agree with scikit-learn")


if sys.argv[1] == "fit":
    fit(sys.argv[2])
else:
    ask(sys.argv[2], sys.argv[3])
