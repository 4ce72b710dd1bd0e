package dev.slipway.wire.openapi;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.model.Signature;
import dev.slipway.core.profile.Profile;
import dev.slipway.wire.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// An [OpenAPI 3.1](https://spec.openapis.org/oas/v3.1.0) document about endpoints: what each takes and
/// gives, from its signature and what its training saw.
public final class OpenApi {
  private static final String JSON = "application/json";
  private static final Map<ErrorCode, String> OTHERS = new LinkedHashMap<>();

  static {
    OTHERS.put(ErrorCode.MALFORMED_REQUEST, "no JSON object or list of objects");
    OTHERS.put(ErrorCode.NOT_FOUND, "the version asked for does not answer here");
    OTHERS.put(ErrorCode.PAYLOAD_TOO_LARGE, "body or number of rows over the limit");
    OTHERS.put(ErrorCode.INTERNAL, "the model or the server failed");
    OTHERS.put(ErrorCode.TIMEOUT, "the answer was not ready in time");
  }

  private OpenApi() {}

  /// An endpoint as its clients know it.
  ///
  /// @param versions that can be asked for by number
  public record Endpoint(
      String name,
      String model,
      List<Integer> versions,
      Signature signature,
      Optional<Profile> training) {
    public Endpoint {
      versions = List.copyOf(versions);
    }
  }

  /// @param version of the server
  public static String document(String version, List<Endpoint> endpoints) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put(
        "info",
        Members.of(
            "title",
            endpoints.size() == 1 ? endpoints.getFirst().name() : "Slipway",
            "version",
            version,
            "description",
            "Send one JSON object of named features, or a list of them."));
    Map<String, Object> paths = new LinkedHashMap<>();
    Map<String, Object> schemas = new LinkedHashMap<>();
    for (Endpoint endpoint : endpoints) {
      paths.put("/predict/" + endpoint.name(), Members.of("post", predict(endpoint)));
      schemas.put(
          endpoint.name() + ".row", InputSchema.of(endpoint.signature(), endpoint.training()));
      schemas.put(endpoint.name() + ".reply", ReplySchema.of(endpoint.signature().output()));
    }
    schemas.put("Fault", ReplySchema.fault());
    schemas.put(
        "Error", ReplySchema.object(Members.of("error", reference("Fault")), List.of("error")));
    document.put("paths", paths);
    document.put("components", Members.of("schemas", schemas));
    return Json.write(document);
  }

  private static Map<String, Object> predict(Endpoint endpoint) {
    Map<String, Object> row = reference(endpoint.name() + ".row");
    Map<String, Object> example = ExampleRow.of(endpoint.signature(), endpoint.training());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(
        "schema", Members.of("oneOf", List.of(row, Members.of("type", "array", "items", row))));
    body.put("examples", examples(example));

    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", "predict." + endpoint.name());
    operation.put("tags", List.of(endpoint.name()));
    operation.put("summary", "Predict with " + endpoint.model());
    operation.put("parameters", parameters(endpoint));
    operation.put("requestBody", Members.of("required", true, "content", Members.of(JSON, body)));
    operation.put("responses", responses(endpoint));
    return operation;
  }

  private static Map<String, Object> examples(Map<String, Object> row) {
    Map<String, Object> examples = new LinkedHashMap<>();
    examples.put("row", Members.of("summary", "One row", "value", row));
    examples.put("batch", Members.of("summary", "A batch", "value", List.of(row, row)));
    return examples;
  }

  private static List<Object> parameters(Endpoint endpoint) {
    List<Object> parameters = new ArrayList<>();
    parameters.add(
        header(
            "Slipway-Model-Version",
            "The version that shall answer: one of %s, or an alias of the registry."
                .formatted(endpoint.versions())));
    parameters.add(
        header(
            "Slipway-Key",
            "What decides between versions while traffic is split: the same key, the same version."));
    parameters.add(
        header("Slipway-Environment", "test, staging or production (where none is given)."));
    return parameters;
  }

  private static Map<String, Object> header(String name, String description) {
    return Members.of(
        "name",
        name,
        "in",
        "header",
        "description",
        description,
        "schema",
        Members.of("type", "string"));
  }

  private static Map<String, Object> responses(Endpoint endpoint) {
    Map<String, Object> answered = new LinkedHashMap<>();
    answered.put("description", "A prediction for each row, in the order of the request.");
    answered.put(
        "headers",
        Members.of(
            "Slipway-Model-Version",
            described("The version that answered.", "integer"),
            "Slipway-Route-Reason",
            described("Why it was this version: url, header, alias or route.", "string")));
    answered.put(
        "content", Members.of(JSON, Members.of("schema", reference(endpoint.name() + ".reply"))));
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put("200", answered);
    responses.put(
        Integer.toString(ErrorCode.INVALID_ROW.httpStatus()),
        error("No row is valid; every fault of every row is listed."));
    responses.put(
        Integer.toString(ErrorCode.OVERLOADED.httpStatus()),
        error("Too much to do; try again after `Retry-After` seconds."));
    responses.put(
        "default",
        error(
            OTHERS.entrySet().stream()
                .map(e -> "%d %s".formatted(e.getKey().httpStatus(), e.getValue()))
                .collect(Collectors.joining("; ", "Another error: ", "."))));
    return responses;
  }

  private static Map<String, Object> error(String when) {
    return Members.of(
        "description", when, "content", Members.of(JSON, Members.of("schema", reference("Error"))));
  }

  private static Map<String, Object> described(String description, String type) {
    return Members.of("description", description, "schema", Members.of("type", type));
  }

  /// Names of endpoints hold only characters that a reference may hold.
  private static Map<String, Object> reference(String schema) {
    return Members.of("$ref", "#/components/schemas/" + schema);
  }
}
