"""Calls a server over gRPC as Python's grpcio does: one call a line as JSON, its outcome as JSON on another.

Arguments: the folder with the classes that protoc made, and the port. A call is {"method", "request",
"messages", "reply", "requests", "metadata", "timeout", "gzip"}: `requests` is the list of a stream, and
`first` says after how many replies a stream is cancelled, and `cancel_when` names a file: the call is once it is there.
"""
import json
import os
import sys
import time

import grpc
from google.protobuf import json_format

sys.path.insert(0, sys.argv[1])
import health_pb2  # noqa: E402
import inference_pb2  # noqa: E402

OPTIONS = [("grpc.max_send_message_length", -1), ("grpc.max_receive_message_length", -1)]
channel = grpc.insecure_channel("127.0.0.1:" + sys.argv[2], options=OPTIONS)


def message(name):
    return getattr(health_pb2 if name.startswith("HealthCheck") else inference_pb2, name)


def outcome(call):
    request_type, reply_type = message(call["messages"]), message(call["reply"])
    many = "requests" in call or call["method"].endswith("Watch")
    make = channel.stream_stream if "requests" in call else channel.unary_stream if many else channel.unary_unary
    method = make(call["method"], request_type.SerializeToString, reply_type.FromString)
    arguments = {
        "metadata": list(call.get("metadata", {}).items()),
        "timeout": call.get("timeout", 20),
        "compression": grpc.Compression.Gzip if call.get("gzip") else None,
    }

    def request(fields):
        return json_format.ParseDict(fields, request_type())

    def told(reply):
        return json_format.MessageToDict(
            reply, preserving_proto_field_name=True, including_default_value_fields=True)

    result = {"code": "OK", "details": "", "replies": []}
    try:
        if many:
            sent = [request(r) for r in call.get("requests", [call.get("request", {})])]
            started = method(iter(sent) if "requests" in call else sent[0], **arguments)
            for reply in started:
                result["replies"].append(told(reply))
                if len(result["replies"]) == call.get("first"):
                    started.cancel()
                    break
        elif "cancel_when" in call:
            started = method.future(request(call["request"]), **arguments)
            while not os.path.exists(call["cancel_when"]):
                time.sleep(0.01)
            started.cancel()
            result["code"] = started.code().name
        else:
            reply, started = method.with_call(request(call.get("request", {})), **arguments)
            result["replies"].append(told(reply))
            result["metadata"] = dict(started.initial_metadata())
    except grpc.RpcError as error:
        result["code"] = error.code().name
        result["details"] = error.details()
        result["trailers"] = dict(error.trailing_metadata() or [])
    return result


for line in sys.stdin:
    print(json.dumps(outcome(json.loads(line))), flush=True)
