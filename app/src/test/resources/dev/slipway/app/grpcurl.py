"""Calls a method as grpcurl does: by what server reflection tells, with a message in protobuf's JSON form.

usage: grpcurl.py FOLDER [-plaintext] [-H 'name: value'] -d JSON ADDRESS SERVICE/METHOD
FOLDER has reflection_pb2.py, which protoc made."""
import argparse
import json
import sys

import grpc
from google.protobuf import descriptor_pool, json_format, message_factory, text_format

sys.path.insert(0, sys.argv[1])
import reflection_pb2  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("-plaintext", action="store_true", required=True)
parser.add_argument("-H", action="append", default=[])
parser.add_argument("-d", required=True)
parser.add_argument("address")
parser.add_argument("symbol")
arguments = parser.parse_args(sys.argv[2:])

channel = grpc.insecure_channel(arguments.address)
ask = channel.stream_stream(
    "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
    reflection_pb2.ServerReflectionRequest.SerializeToString,
    reflection_pb2.ServerReflectionResponse.FromString)
service, name = arguments.symbol.split("/")
(told,) = ask(iter([reflection_pb2.ServerReflectionRequest(file_containing_symbol=service)]), timeout=20)
pool = descriptor_pool.DescriptorPool()
for file in told.file_descriptor_response.file_descriptor_proto:
    pool.AddSerializedFile(file)
method = pool.FindServiceByName(service).methods_by_name[name]
classes = message_factory.MessageFactory(pool)
request = json_format.ParseDict(json.loads(arguments.d), classes.GetPrototype(method.input_type)())
metadata = [tuple(part.strip() for part in header.split(":", 1)) for header in arguments.H]
print(text_format.MessageToString(channel.unary_unary(
    "/" + arguments.symbol,
    lambda message: message.SerializeToString(),
    classes.GetPrototype(method.output_type).FromString)(request, metadata=metadata, timeout=20)))
