"""Asks a server for predictions with Python's standard library and numpy, as the public documents of each
protocol say, and compares the answers with scikit-learn's own.

usage: foreign-clients.py (fit | fit-published) FOLDER | (ask | ask-published) URL FOLDER"""

import gzip
import http.client
import json
import pickle
import struct
import sys
import urllib.error
import urllib.parse
import urllib.request
import zlib

import numpy as np


HOUSE = ["MSZoning", "LotArea", "LotShape", "Utilities", "YrSold", "Neighborhood", "OverallQual", "YearBuilt",
         "SaleType", "GarageArea"]
WINE = ["fixed acidity", "volatile acidity", "citric acid", "residual sugar", "chlorides", "free sulfur dioxide",
        "total sulfur dioxide", "density", "pH", "sulphates", "alcohol"]


def fit_published(folder):
    """Models that take what the published requests of KServe and MLflow ask about: houses and wines."""
    import pandas as pd
    from sklearn.compose import make_column_transformer
    from sklearn.linear_model import ElasticNet, LinearRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder

    random = np.random.default_rng(7)
    texts = {"MSZoning": ["RL", "RM"], "LotShape": ["Reg", "IR1"], "Utilities": ["AllPub", "NoSeWa"],
             "Neighborhood": ["CollgCr", "Veenker"], "SaleType": ["WD", "New"]}
    houses = pd.DataFrame({c: random.choice(texts[c], 200) if c in texts
                           else random.integers(1, 2010, 200) for c in HOUSE})
    price = houses["LotArea"] * 3 + (houses["MSZoning"] == "RL") * 5000 + random.normal(size=200)
    encoded = make_column_transformer((OneHotEncoder(), list(texts)), remainder="passthrough")
    wines = pd.DataFrame({c: random.random(200) * 10 for c in WINE})
    quality = wines["alcohol"] - wines["pH"] + random.normal(size=200)
    for name, model in (("houses", make_pipeline(encoded, LinearRegression()).fit(houses, price)),
                        ("wines", ElasticNet(alpha=0.05).fit(wines, quality))):
        with open(folder + "/" + name + ".pkl", "wb") as file:
            pickle.dump(model, file)


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


def exactly(url, path, body, headers):
    """Sends these headers and no others but what HTTP itself demands; `urllib` adds a content type."""
    host = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(host.hostname, host.port, timeout=20)
    connection.putrequest("POST", path, skip_accept_encoding=True)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        connection.putheader(name, value)
    connection.endheaders(body)
    reply = connection.getresponse()
    read = reply.read()
    assert reply.status == 200, (reply.status, read)
    return read, reply.headers


def ask_published(url, folder):
    """The requests that the projects publish in their documents and tests, with the names and values there."""
    import pandas as pd

    def loaded(name):
        with open(folder + "/" + name + ".pkl", "rb") as file:
            return pickle.load(file)

    def infer(model, request, **headers):
        return exactly(url, "/v2/models/" + model + "/infer", json.dumps(request).encode(),
                       {"Content-Type": "application/json", **headers})

    # KServe's mixed columns and MLflow's wine, both as a data frame with a tensor a column.
    house = {"MSZoning": "RL", "LotArea": 8450, "LotShape": "Reg", "Utilities": "AllPub", "YrSold": 2008,
             "Neighborhood": "CollgCr", "OverallQual": 7, "YearBuilt": 2003, "SaleType": "WD", "GarageArea": 548}
    wine = dict(zip(WINE, [7.4, 0.7, 0, 1.9, 0.076, 11, 34, 0.9978, 3.51, 0.56, 9.4]))
    for model, row, number in (("houses", house, "INT32"), ("wines", wine, "FP32")):
        expected = loaded(model).predict(pd.DataFrame([row]))[0]
        tensors = [{"name": name, "shape": [1], "datatype": "BYTES" if isinstance(value, str) else number,
                    "data": [value]} for name, value in row.items()]
        body, _ = infer(model, {"parameters": {"content_type": "pd"}, "inputs": tensors})
        assert np.isclose(json.loads(body)["outputs"][0]["data"][0], expected, rtol=1e-6), (body, expected)
        # MLServer's own codec gives each column two dimensions and a content type.
        for tensor in tensors:
            tensor["shape"] = [1, 1]
            tensor["parameters"] = {"content_type": "str" if tensor["datatype"] == "BYTES" else "np"}
        body, _ = infer(model, {"parameters": {"content_type": "pd"}, "inputs": tensors})
        assert np.isclose(json.loads(body)["outputs"][0]["data"][0], expected, rtol=1e-6), (body, expected)
        # The same row as KServe's version 1 has it, and as MLflow's command line and documents have it.
        body, _ = exactly(url, "/v1/models/" + model + ":predict", json.dumps({"instances": [row]}).encode(),
                          {"Content-Type": "application/json"})
        assert np.isclose(json.loads(body)["predictions"][0], expected, rtol=1e-6)
        split = {"columns": list(row), "index": [0], "data": [list(row.values())]}
        for form in ({"dataframe_split": split}, {"dataframe_records": [row]}, {"instances": [row]},
                     {"inputs": {name: [value] for name, value in row.items()}}):
            for content_type in ("application/json", "application/json;", "application/json; charset=utf-8"):
                body, _ = exactly(url, "/invocations", json.dumps(form).encode(),
                                  {"Content-Type": content_type, "X-Amzn-SageMaker-Target-Model": model})
                assert np.isclose(json.loads(body)["predictions"][0], expected, rtol=1e-6), form

    # Two irises: KServe asks for its own name of the output, in bytes, or for all outputs in bytes.
    irises = {"name": "input-0", "shape": [2, 4], "datatype": "FP32",
              "data": [[6.8, 2.8, 4.8, 1.4], [6.0, 3.4, 4.5, 1.6]]}
    for more in ({"outputs": [{"name": "output-0", "parameters": {"binary_data": True}}]},
                 {"parameters": {"binary_data_output": True}}):
        body, headers = infer("iris", {"inputs": [irises], **more})
        length = int(headers["Inference-Header-Content-Length"])
        output = json.loads(body[:length])["outputs"][0]
        assert output["name"] == more.get("outputs", [{"name": "predict"}])[0]["name"]
        size = output["parameters"]["binary_data_size"]
        assert np.frombuffer(body[length:length + size], np.int64).tolist() == [1, 1]
    # MLServer's documents call the input by the method, and may ask for its output by name.
    flat = {"name": "predict", "shape": [2, 4], "datatype": "FP32", "data": [6.8, 2.8, 4.8, 1.4, 6.0, 3.4, 4.5, 1.6]}
    body, _ = infer("iris", {"inputs": [flat], "outputs": [{"name": "predict_proba"}]})
    matrix = np.array(irises["data"])
    assert np.allclose(json.loads(body)["outputs"][0]["data"],
                       loaded("iris").predict_proba(matrix.astype(np.float32).astype(float)).ravel(), rtol=1e-5)
    assert json.loads(body)["outputs"][0]["shape"] == [2, 3]

    # tritonclient: compact JSON, the tensor's bytes, outputs in bytes by default, no content type, keep-alive.
    head = json.dumps({"inputs": [{"name": "input-0", "shape": [2, 4], "datatype": "FP32",
                                   "parameters": {"binary_data_size": 32}}],
                       "parameters": {"binary_data_output": True}}, separators=(",", ":")).encode()
    request = head + matrix.astype(np.float32).tobytes()
    body, headers = exactly(url, "/v2/models/iris/versions/1/infer", request,
                            {"Inference-Header-Content-Length": str(len(head)), "Connection": "keep-alive",
                             "User-Agent": "python/gevent-http-client-1.5.3"})
    length = int(headers["Inference-Header-Content-Length"])
    assert headers["Content-Type"] == "application/octet-stream"
    assert json.loads(body[:length])["outputs"][0]["datatype"] == "INT64"
    assert np.frombuffer(body[length:length + 16], np.int64).tolist() == [1, 1]

    # Triton on SageMaker, whose content type has the length, and has to be readable by its clients again.
    prefix = "application/vnd.sagemaker-triton.binary+json;json-header-size="
    for path in ("/invocations", "/models/iris/invoke"):
        body, headers = exactly(url, path, request, {"Content-Type": prefix + str(len(head)),
                                                     "X-Amzn-SageMaker-Target-Model": "iris"})
        length = int(headers["Content-Type"][len(prefix):])
        assert np.frombuffer(body[length:length + 16], np.int64).tolist() == [1, 1]
    for content_type in ("application/octet-stream", prefix + str(len(json.dumps({"inputs": [irises]})))):
        body, headers = exactly(url, "/invocations", json.dumps({"inputs": [irises]}).encode(),
                                {"Content-Type": content_type, "X-Amzn-SageMaker-Target-Model": "iris"})
        assert headers["Content-Type"] == "application/json"
        assert json.loads(body)["outputs"][0]["data"] == [1, 1]
    print("all published requests agree with scikit-learn")


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
    assert send(url + "/ping")[0] == b""
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


{"fit": fit, "ask": ask, "fit-published": fit_published, "ask-published": ask_published}[sys.argv[1]](*sys.argv[2:])
