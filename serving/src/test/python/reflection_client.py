"""Learns a server's services by reflection alone, as grpcurl does, and calls one with what it learned.

Arguments: the folder with the classes that protoc made of reflection.proto, the port, the reflection's version.
Prints {"services": {service: [methods]}, "reply": the reply of ModelInfer}.
"""
import json
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

sys.path.insert(0, sys.argv[1])
import reflection_pb2  # noqa: E402

channel = grpc.insecure_channel("127.0.0.1:" + sys.argv[2])
ask = channel.stream_stream(
    "/grpc.reflection.%s.ServerReflection/ServerReflectionInfo" % sys.argv[3],
    reflection_pb2.ServerReflectionRequest.SerializeToString,
    reflection_pb2.ServerReflectionResponse.FromString)
pool = descriptor_pool.DescriptorPool()
known = set()


def answers(*questions):
    return list(ask(iter([reflection_pb2.ServerReflectionRequest(**q) for q in questions]), timeout=20))


(listed,) = answers({"list_services": "*"})
names = [s.name for s in listed.list_services_response.service]
for answer in answers(*[{"file_containing_symbol": name} for name in names]):
    for serialized in answer.file_descriptor_response.file_descriptor_proto:
        file = descriptor_pb2.FileDescriptorProto.FromString(serialized)
        if file.name not in known:
            known.add(file.name)
            pool.AddSerializedFile(serialized)

services = {name: [m.name for m in pool.FindServiceByName(name).methods] for name in names}
infer = pool.FindServiceByName("inference.GRPCInferenceService").methods_by_name["ModelInfer"]
classes = message_factory.MessageFactory(pool)
request = json_format.ParseDict(json.loads(sys.stdin.read()), classes.GetPrototype(infer.input_type)())
reply = channel.unary_unary(
    "/inference.GRPCInferenceService/ModelInfer",
    lambda message: message.SerializeToString(),
    classes.GetPrototype(infer.output_type).FromString)(request, timeout=20)
print(json.dumps({"services": services, "reply": json_format.MessageToDict(reply, preserving_proto_field_name=True)}))
