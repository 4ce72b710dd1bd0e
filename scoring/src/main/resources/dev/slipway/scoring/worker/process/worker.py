"""The worker process of a Python model. Slipway starts it; it is of no use by itself.

It connects to the socket that it was given, loads the model, warms it up, and answers rows with scores until
the socket closes. What the model prints goes to the log and never to the socket. The frames are described in
FrameHeader.java, RowsBody.java and ScoresBody.java.
"""

import importlib
import json
import numbers
import os
import select
import signal
import socket
import struct
import sys
import threading
import traceback

HELLO, LOAD, READY, PREDICT, RESULT, ERROR, DRAIN = range(1, 8)
HEADER = struct.Struct("<IBQI")
LONGEST = 1 << 30
LONGEST_TEXT = 1000
LEAST = -(1 << 63)


class Failure(Exception):
    """An error of the model's contract, told without this class's name."""


# ---- frames


def receive(connection):
    """The next frame as (type, request, body), or None at the end of the socket."""
    header = read(connection, HEADER.size)
    if header is None:
        return None
    length, kind, request, _ = HEADER.unpack(header)
    if length > LONGEST:
        raise SystemExit("a frame of %d bytes" % length)
    return kind, request, read(connection, length)


def read(connection, length):
    buffer = bytearray(length)
    view = memoryview(buffer)
    while view:
        count = connection.recv_into(view)
        if count == 0:
            return None
        view = view[count:]
    return buffer


def send(connection, kind, request, body):
    connection.sendall(HEADER.pack(len(body), kind, request, 0) + bytes(body))


def send_json(connection, kind, request, value):
    send(connection, kind, request, json.dumps(value).encode("utf-8"))


# ---- rows to data


class Rows:
    """The columns of a request as numpy arrays, in the order of the signature."""

    def __init__(self, body):
        import numpy

        self.count, columns = struct.unpack_from("<II", body, 0)
        codes = body[8 : 8 + columns]
        at = aligned(8 + columns)
        self.block = None
        self.columns = []
        if columns and not any(codes):
            block = numpy.frombuffer(body, "<f8", self.count * columns, at)
            self.block = block.reshape(columns, self.count).T
            return
        for code in codes:
            column, at = self.column(numpy, body, code, at)
            self.columns.append(column)
            at = aligned(at)

    def column(self, numpy, body, code, at):
        count = self.count
        if code == 0:
            return numpy.frombuffer(body, "<f8", count, at), at + 8 * count
        if code == 1:
            return numpy.frombuffer(body, "<i8", count, at), at + 8 * count
        if code == 2:
            flags = numpy.frombuffer(body, "u1", count, at)
            if (flags < 2).all():
                return flags == 1, at + count
            objects = numpy.array([False, True, numpy.nan], dtype=object)
            return objects[flags], at + count
        if code == 3:
            times = numpy.frombuffer(body, "<i8", count, at).copy()
            missing = times == LEAST
            times[missing] = 0
            times = times.astype("datetime64[ms]").astype("datetime64[ns]")
            times[missing] = numpy.datetime64("NaT")
            return times, at + 8 * count
        missing = body[at : at + count]
        at = aligned(at + count)
        offsets = struct.unpack_from("<%dI" % (count + 1), body, at)
        at = aligned(at + 4 * (count + 1))
        texts = numpy.empty(count, dtype=object)
        for row in range(count):
            texts[row] = (
                float("nan")
                if missing[row]
                else body[at + offsets[row] : at + offsets[row + 1]].decode("utf-8")
            )
        return texts, at + offsets[count]

    def frame(self, names):
        import pandas

        if self.block is not None:
            return pandas.DataFrame(self.block, columns=names, copy=False)
        return pandas.DataFrame(
            dict(enumerate(self.columns)), index=pandas.RangeIndex(self.count)
        ).set_axis(names, axis=1)

    def matrix(self):
        import numpy

        if self.block is not None:
            return numpy.ascontiguousarray(self.block)
        if not self.columns:
            return numpy.empty((self.count, 0))
        plain = all(column.dtype.kind in "fib" for column in self.columns)
        kind = float if plain else object
        return numpy.column_stack([column.astype(kind) for column in self.columns])


def aligned(position):
    return (position + 7) & ~7


# ---- answers to scores


class Output:
    """How what `predict` returns becomes numbers: the kinds are those of the signature."""

    def __init__(self, kind, names, type):
        self.kind = kind
        self.names = names
        self.type = type
        self.index = {name: i for i, name in enumerate(names)}
        if kind == "label":
            self.width = 1
        elif kind == "decision":
            self.width = 1 if len(names) == 2 else len(names)
        else:
            self.width = len(names)

    @staticmethod
    def declared(value):
        names = value["names"] if value["kind"] == "values" else value["classes"]
        return Output(value["kind"], names, value.get("type"))

    def as_json(self):
        if self.kind == "values":
            return {"kind": "values", "names": self.names}
        return {"kind": self.kind, "classes": self.names, "type": self.type}

    def scores(self, raw, count):
        import numpy

        values, names = table(raw, count)
        if self.kind == "label":
            if values.shape[1] != 1:
                raise Failure("predict returned %d columns, expected one label a row" % values.shape[1])
            return numpy.array([[self.class_of(value)] for value in values[:, 0].tolist()], dtype="<f8")
        if names is not None and len(names) == len(self.names) and set(names) == set(self.names):
            values = values[:, [names.index(name) for name in self.names]]
        try:
            values = values.astype("<f8")
        except (TypeError, ValueError):
            raise Failure("predict returned %s, expected numbers" % shown(values.ravel()[0])) from None
        if self.kind == "probabilities" and self.width == 2 and values.shape[1] == 1:
            values = numpy.column_stack([1 - values, values])
        if values.shape[1] != self.width:
            raise Failure(
                "predict returned %d numbers a row, expected %d (%s)"
                % (values.shape[1], self.width, ", ".join(self.names[:20]))
            )
        return numpy.ascontiguousarray(values)

    def class_of(self, value):
        found = self.index.get(label(value, self.type))
        if found is None:
            raise Failure(
                "predict returned %s, which is none of the classes %s"
                % (shown(value), ", ".join(self.names[:20]))
            )
        return found


def table(raw, count):
    """What predict returned as a matrix with `count` rows, and the names of its columns or None."""
    import numpy

    if raw is None:
        raise Failure("predict returned None, expected an answer for each of %d rows" % count)
    names = None
    if hasattr(raw, "columns") and hasattr(raw, "to_numpy"):
        names = [str(name) for name in raw.columns]
        values = raw.to_numpy()
    elif hasattr(raw, "to_numpy"):
        names = None if getattr(raw, "name", None) is None else [str(raw.name)]
        values = raw.to_numpy()
    elif hasattr(raw, "toarray"):
        values = raw.toarray()
    else:
        if hasattr(raw, "__len__") and len(raw) != count:
            raise Failure("predict returned %d answers for %d rows" % (len(raw), count))
        values = numpy.asarray(raw)
    if values.ndim == 0:
        raise Failure("predict returned %s, expected an answer for each of %d rows" % (shown(raw), count))
    if len(values) != count:
        raise Failure("predict returned %d answers for %d rows" % (len(values), count))
    if values.ndim > 2:
        raise Failure("predict returned an array of %d dimensions, expected 1 or 2" % values.ndim)
    return values.reshape(count, -1) if count else values.reshape(0, values.shape[-1]), names


def label(value, type):
    try:
        if type == "integer":
            return str(int(value)) if int(value) == value else None
        if type == "boolean":
            return "true" if value else "false"
        if type == "decimal":
            return repr(float(value))
    except (TypeError, ValueError, OverflowError):
        return None
    return str(value)


def type_of(values):
    """The type of a list of labels, as a client sees them."""
    if all(type(value).__name__ in ("bool", "bool_") for value in values):
        return "boolean"
    if all(isinstance(value, numbers.Integral) for value in values):
        return "integer"
    if all(isinstance(value, numbers.Real) for value in values):
        return "decimal"
    return "string"


def shown(value):
    text = repr(value)
    return text if len(text) <= 80 else text[:80] + "..."


def inferred(raw, count, classes):
    """The output of a model that declares none, from what it returned for the row it was warmed up with."""
    import numpy

    values, names = table(raw, count)
    width = values.shape[1]
    if width == 0:
        raise Failure("predict returned no columns")
    if width == 1 and values.dtype.kind in "OUSb":
        if all(type(value).__name__ in ("bool", "bool_") for value in values[:, 0].tolist()):
            return Output("label", ["false", "true"], "boolean")
        if any(isinstance(value, str) for value in values[:, 0].tolist()) and classes is None:
            raise Failure(
                "predict returns the text %s and the model has no classes_;"
                ' declare them in predict.json: {"output": {"kind": "label", "classes": [...], "type": "string"}}'
                % shown(values[0, 0])
            )
    if classes is not None:
        kind = type_of(classes)
        labels = [label(value, kind) for value in classes]
        flat = values.ravel().tolist()
        if width == len(labels) > 1 and values.dtype.kind == "f":
            if (values >= 0).all() and (abs(values.sum(axis=1) - 1) < 1e-6).all():
                return Output("probabilities", labels, kind)
        text = kind == "string"
        if width == 1 and all(
            isinstance(value, str) == text and label(value, kind) in labels for value in flat
        ):
            return Output("label", labels, kind)
    try:
        values.astype("<f8")
    except (TypeError, ValueError):
        raise Failure("predict returned %s, expected numbers or labels" % shown(values.ravel()[0])) from None
    if names is None or len(set(names)) != width:
        names = ["prediction"] if width == 1 else ["prediction_%d" % i for i in range(width)]
    return Output("values", names, None)


# ---- models


class Model:
    """A loaded model.

    estimator  what was loaded, for its attributes
    answer     takes data, gives what predict returned
    matrix     whether data is a numpy array instead of a DataFrame
    """

    def __init__(self, estimator, answer, matrix=False):
        self.estimator = estimator
        self.answer = answer
        self.matrix = matrix

    @property
    def classes(self):
        classes = getattr(self.estimator, "classes_", None)
        if classes is None or isinstance(classes, str):
            return None
        classes = classes.tolist() if hasattr(classes, "tolist") else list(classes)
        return None if not classes or isinstance(classes[0], list) else classes


def load(what):
    kind = what["kind"]
    matrix = what["data_form"] == "numpy"
    if kind == "folder":
        return load_folder(what["path"], matrix)
    if kind == "pyfunc":
        return load_pyfunc(what, matrix)
    estimator = unpickle(what["path"])
    if not hasattr(estimator, "predict"):
        raise Failure(
            "the file holds %s, which has no predict; write a predict.py beside it that says how to use it"
            % shown(estimator)
        )
    return Model(estimator, default_predict(estimator), matrix or unnamed(estimator))


def load_folder(folder, matrix):
    sys.path.insert(0, folder)
    module = importlib.import_module("predict")
    if not callable(getattr(module, "predict", None)):
        raise Failure("predict.py has no function predict(model, data)")
    if callable(getattr(module, "load", None)):
        estimator = module.load(folder)
    else:
        files = [os.path.join(folder, name) for name in ("model.joblib", "model.pkl")]
        files = [file for file in files if os.path.exists(file)]
        estimator = unpickle(files[0]) if files else None
    return Model(estimator, lambda data: module.predict(estimator, data), matrix)


def load_pyfunc(what, matrix):
    folder = what["path"]
    if what.get("code"):
        sys.path.insert(0, os.path.join(folder, what["code"]))
    try:
        import mlflow.pyfunc
    except ImportError:
        name = what["loader_module"]
        if name.split(".")[0] == "mlflow":
            raise
        data = os.path.join(folder, what["data"]) if what.get("data") else folder
        loaded = importlib.import_module(name)._load_pyfunc(data)
    else:
        loaded = mlflow.pyfunc.load_model(folder)
    return Model(loaded, lambda data: loaded.predict(data), matrix)


def unpickle(file):
    try:
        import joblib
    except ImportError:
        import pickle

        with open(file, "rb") as source:
            return pickle.load(source)
    return joblib.load(file)


def default_predict(estimator):
    return getattr(estimator, "predict_proba", None) or estimator.predict


def unnamed(estimator):
    return hasattr(estimator, "n_features_in_") and not hasattr(estimator, "feature_names_in_")


def inputs_of(estimator):
    """The inputs that a scikit-learn estimator knows, and a category for each that is text."""
    names = getattr(estimator, "feature_names_in_", None)
    if names is None:
        count = getattr(estimator, "n_features_in_", None)
        if count is None:
            raise Failure(
                "the model does not say which inputs it takes (it has no feature_names_in_);"
                ' declare them in predict.json: {"inputs": [{"name": "age", "type": "decimal"}, ...]}'
            )
        names = ["x%d" % i for i in range(count)]
    names = [str(name) for name in names]
    texts = text_columns(estimator, names, 0)
    inputs = [
        {"name": name, "type": "string" if name in texts else "decimal", "required": True}
        for name in names
    ]
    return inputs, texts


def text_columns(estimator, names, depth):
    """Of the names, those that some encoder knows categories of text for, with the first such."""
    texts = {}
    if depth > 8 or estimator is None:
        return texts
    categories = getattr(estimator, "categories_", None)
    if categories is not None and len(categories) == len(names):
        for name, known in zip(names, categories):
            text = next((value for value in known if isinstance(value, str)), None)
            if text is not None:
                texts[name] = text
        return texts
    for _, part, columns in getattr(estimator, "transformers_", None) or []:
        if isinstance(part, str):
            continue
        chosen = [columns] if isinstance(columns, (str, int)) else list(columns)
        chosen = [names[c] if isinstance(c, numbers.Integral) and type(c) is not bool else c for c in chosen]
        texts.update(text_columns(part, [str(c) for c in chosen], depth + 1))
    steps = getattr(estimator, "steps", None)
    if steps:
        # Imputers keep their columns; past any other step they are no inputs any more.
        for _, step in steps:
            texts.update(text_columns(step, names, depth + 1))
            if not type(step).__name__.endswith("Imputer"):
                break
    for inner in ("best_estimator_", "regressor_"):
        texts.update(text_columns(getattr(estimator, inner, None), names, depth + 1))
    return texts


# ---- the worker


class Worker:
    def __init__(self, connection):
        self.connection = connection
        self.process = os.getpid()
        self.stage = "load"
        self.folder = ""
        self.model = None
        self.names = []
        self.output = None

    def start(self, what):
        self.folder = what["path"]
        self.model = load(what)
        self.same_process()
        self.stage = "signature"
        inputs, texts = what.get("inputs"), {}
        if inputs is None:
            inputs, texts = inputs_of(self.model.estimator)
        self.names = [column["name"] for column in inputs]
        self.stage = "warm-up"
        warm = made_up(inputs, texts, what.get("example") or {})
        raw = self.model.answer(self.data(warm))
        self.same_process()
        if what.get("output") is not None:
            self.output = Output.declared(what["output"])
        else:
            self.stage = "signature"
            self.output = inferred(raw, warm.count, self.model.classes)
        self.output.scores(raw, warm.count)
        self.stage = "predict"
        return {"inputs": inputs, "output": self.output.as_json(), "versions": versions()}

    def data(self, rows):
        return rows.matrix() if self.model.matrix else rows.frame(self.names)

    def predict(self, body):
        rows = Rows(body)
        raw = self.model.answer(self.data(rows))
        self.same_process()
        scores = self.output.scores(raw, rows.count)
        return struct.pack("<II", rows.count, self.output.width) + scores.tobytes()

    def same_process(self):
        """A child that the model forked ends here: it must not answer in its parent's place."""
        if os.getpid() != self.process:
            os._exit(0)

    def guarded(self, request, kind, work):
        """Answers with what `work` gives, or with its exception; says whether it was the former."""
        try:
            answer = work()
        except BaseException as error:
            self.same_process()
            if isinstance(error, Failure):
                print(error, file=sys.stderr)
            else:
                traceback.print_exc()
            send_json(self.connection, ERROR, request, self.described(error))
            return False
        send(self.connection, kind, request, answer)
        return True

    def described(self, error):
        try:
            text = str(error)
        except Exception:
            text = ""
        where = ""
        for frame in traceback.extract_tb(error.__traceback__):
            inside = os.path.abspath(frame.filename)
            if self.folder and inside.startswith(os.path.join(self.folder, "")):
                where = "%s, line %s" % (os.path.relpath(inside, self.folder), frame.lineno)
        module = (error.name or "") if isinstance(error, ModuleNotFoundError) else ""
        return {
            "type": "" if isinstance(error, Failure) else type(error).__name__,
            "text": text[:LONGEST_TEXT],
            "where": where,
            "module": module if self.stage != "predict" else "",
            "stage": self.stage,
        }


def made_up(inputs, texts, example):
    """Two equal rows to warm a model up with: the example where it has a value, else 0 and known texts."""
    import numpy

    rows = Rows.__new__(Rows)
    rows.count = 2
    rows.block = None
    rows.columns = []
    for column in inputs:
        name, type = column["name"], column["type"]
        if name in example and example[name] is not None:
            value = example[name]
        elif name in example:
            value = float("nan")
        elif type == "string":
            value = texts.get(name, "")
        else:
            value = 0
        if type == "string":
            rows.columns.append(numpy.array([value, value], dtype=object))
        elif type == "datetime":
            rows.columns.append(numpy.array([value, value], dtype="datetime64[ms]").astype("datetime64[ns]"))
        elif type == "integer" and value == value:
            rows.columns.append(numpy.array([value, value], dtype="i8"))
        elif type == "boolean" and value == value:
            rows.columns.append(numpy.array([value, value], dtype=bool))
        else:
            rows.columns.append(numpy.array([value, value], dtype="f8"))
    if rows.columns and all(column["type"] == "decimal" for column in inputs):
        rows.block = numpy.column_stack(rows.columns)
    return rows


def versions():
    found = {"python": "%d.%d.%d" % sys.version_info[:3]}
    for name in ("numpy", "pandas", "scikit-learn", "xgboost", "lightgbm", "catboost", "torch", "mlflow"):
        module = sys.modules.get("sklearn" if name == "scikit-learn" else name)
        version = getattr(module, "__version__", None)
        if isinstance(version, str):
            found[name] = version
    return found


def confine(connection):
    """Limits the process, and ends it and its children when the program that started it is gone."""
    os.umask(0o077)
    try:
        os.setsid()
    except OSError:
        pass
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        memory = int(os.environ.pop("SLIPWAY_WORKER_MEMORY", "0"))
        if memory:
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    except (ImportError, ValueError, OSError):
        pass
    try:
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    except Exception:
        pass
    os.register_at_fork(after_in_child=connection.close)
    threading.Thread(target=watch, args=(connection.fileno(),), daemon=True).start()


def watch(descriptor):
    """Ends everything once the other end of the socket is gone, whatever the model is doing."""
    closed = select.poll()
    closed.register(descriptor, getattr(select, "POLLRDHUP", 0) | select.POLLHUP)
    closed.poll()
    end()


def end():
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(0)


def main():
    path = os.environ.pop("SLIPWAY_WORKER_SOCKET")
    token = os.environ.pop("SLIPWAY_WORKER_TOKEN")
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.connect(path)
    confine(connection)
    send(connection, HELLO, 0, token.encode("ascii"))
    worker = Worker(connection)
    while True:
        frame = receive(connection)
        if frame is None:
            end()
        kind, request, body = frame
        if kind == LOAD:
            what = json.loads(body.decode("utf-8"))
            work = lambda: json.dumps(worker.start(what)).encode("utf-8")
            if not worker.guarded(request, READY, work):
                return
        elif kind == PREDICT:
            worker.guarded(request, RESULT, lambda: worker.predict(body))
        else:
            return


if __name__ == "__main__":
    main()
