package dev.slipway.wire.openapi;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.wire.openapi.ExampleRequest.Protocol;
import dev.slipway.wire.openinference.Datatype;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The operations of the protocols that other servers brought up: Open Inference, KServe's V1 and
/// `/invocations`. Their replies are described as loosely as those protocols do.
final class OtherProtocols {
  private static final Map<String, Object> TEXT = Members.of("type", "string");
  private static final Map<String, Object> ANYTHING = Members.of("type", "array");
  private static final int BAD_REQUEST = 400;

  private OtherProtocols() {}

  /// The paths of one endpoint.
  static Map<String, Object> of(OpenApi.Endpoint endpoint) {
    return Members.of(
        example(Protocol.OPEN_INFERENCE, endpoint).path(),
        Members.of("post", inference(endpoint)),
        example(Protocol.KSERVE, endpoint).path(),
        Members.of("post", instances(endpoint)));
  }

  private static Map<String, Object> inference(OpenApi.Endpoint endpoint) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("name", TEXT);
    input.put("shape", Members.of("type", "array", "items", Members.of("type", "integer")));
    input.put(
        "datatype", Members.of("enum", Arrays.stream(Datatype.values()).map(Enum::name).toList()));
    input.put("data", ANYTHING);
    input.put("parameters", Members.of("type", "object"));
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("id", TEXT);
    request.put("inputs", list(object(input, "name", "shape", "datatype")));
    request.put("outputs", list(object(Members.of("name", TEXT), "name")));
    request.put("parameters", Members.of("type", "object"));
    Map<String, Object> output = new LinkedHashMap<>(input);
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("model_name", TEXT);
    reply.put("model_version", TEXT);
    reply.put("id", TEXT);
    reply.put("outputs", list(object(output, "name", "shape", "datatype", "data")));
    return operation(
        Protocol.OPEN_INFERENCE,
        endpoint,
        object(request, "inputs"),
        object(reply, "model_name", "model_version", "id", "outputs"));
  }

  private static Map<String, Object> instances(OpenApi.Endpoint endpoint) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("instances", rows(endpoint));
    request.put("parameters", method());
    return operation(Protocol.KSERVE, endpoint, object(request, "instances"), predictions());
  }

  private static Map<String, Object> operation(
      Protocol protocol,
      OpenApi.Endpoint endpoint,
      Map<String, Object> request,
      Map<String, Object> reply) {
    ExampleRequest example = example(protocol, endpoint);
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", protocol.name().toLowerCase(Locale.ROOT) + "." + endpoint.name());
    operation.put("tags", List.of(endpoint.name()));
    operation.put("summary", protocol.title());
    operation.put("parameters", Operations.choice(endpoint.versions()));
    operation.put("requestBody", Operations.body(request, row(example)));
    operation.put(
        "responses",
        Operations.responses(
            Operations.answered("A prediction for each row, in the order of the request.", reply),
            ErrorCode.INVALID_ROW.httpStatus(),
            object(Members.of("error", TEXT), "error")));
    return operation;
  }

  /// `POST /invocations`, which all endpoints share.
  static Map<String, Object> invocations(List<OpenApi.Endpoint> endpoints) {
    Map<String, Object> examples = new LinkedHashMap<>();
    List<Object> forms = new ArrayList<>();
    for (OpenApi.Endpoint endpoint : endpoints) {
      examples.put(
          endpoint.name(),
          Members.of(
              "summary",
              "A row for " + endpoint.name(),
              "value",
              example(Protocol.INVOCATIONS, endpoint).body()));
    }
    Map<String, Object> split = new LinkedHashMap<>();
    split.put("columns", list(TEXT));
    split.put("index", ANYTHING);
    split.put("data", list(ANYTHING));
    for (Map.Entry<String, Object> form :
        Members.of(
                "dataframe_records",
                list(Members.of("type", "object")),
                "dataframe_split",
                object(split, "data"),
                "instances",
                ANYTHING,
                "inputs",
                Members.of("type", List.of("array", "object")))
            .entrySet()) {
      forms.add(
          object(Members.of(form.getKey(), form.getValue(), "params", method()), form.getKey()));
    }
    Map<String, Object> error =
        object(Members.of("error_code", TEXT, "message", TEXT), "error_code", "message");
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", "invocations");
    operation.put(
        "tags", List.of(endpoints.size() == 1 ? endpoints.getFirst().name() : "invocations"));
    operation.put("summary", Protocol.INVOCATIONS.title());
    operation.put("parameters", List.of(named(endpoints), Operations.environment()));
    operation.put("requestBody", Operations.body(Members.of("oneOf", forms), examples));
    operation.put(
        "responses",
        Operations.responses(
            Operations.answered(
                "A prediction for each row, in the order of the request.", predictions()),
            BAD_REQUEST,
            error));
    return operation;
  }

  private static Map<String, Object> named(List<OpenApi.Endpoint> endpoints) {
    Map<String, Object> header =
        new LinkedHashMap<>(
            Operations.header(
                ExampleRequest.ENDPOINT,
                "The endpoint that is asked; not needed where the server has only one."));
    header.put(
        "schema",
        Members.of(
            "type", "string", "enum", endpoints.stream().map(OpenApi.Endpoint::name).toList()));
    header.put("example", endpoints.getFirst().name());
    return header;
  }

  private static ExampleRequest example(Protocol protocol, OpenApi.Endpoint endpoint) {
    return ExampleRequest.of(protocol, endpoint.name(), endpoint.signature(), endpoint.training());
  }

  private static Map<String, Object> row(ExampleRequest example) {
    return Members.of("row", Members.of("summary", "One row", "value", example.body()));
  }

  /// Objects of named features, or lists of values in the order of the signature.
  private static Map<String, Object> rows(OpenApi.Endpoint endpoint) {
    return list(
        Members.of("anyOf", List.of(Operations.reference(endpoint.name() + ".row"), ANYTHING)));
  }

  private static Map<String, Object> method() {
    return object(
        Members.of(
            "method",
            Members.of("enum", List.of("predict", "predict_proba", "decision_function"))));
  }

  private static Map<String, Object> predictions() {
    return object(Members.of("predictions", ANYTHING), "predictions");
  }

  private static Map<String, Object> list(Map<String, Object> items) {
    return Members.of("type", "array", "items", items);
  }

  private static Map<String, Object> object(Map<String, Object> properties, String... required) {
    return ReplySchema.object(properties, List.of(required));
  }
}
