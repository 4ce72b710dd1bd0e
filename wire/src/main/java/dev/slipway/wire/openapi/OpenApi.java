package dev.slipway.wire.openapi;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.model.Signature;
import dev.slipway.core.profile.Profile;
import dev.slipway.wire.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An [OpenAPI 3.1](https://spec.openapis.org/oas/v3.1.0) document about endpoints: what each takes and
/// gives, from its signature and what its training saw.
public final class OpenApi {
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
            "Send one JSON object of named features, or a list of them; or ask in the protocol of another server."));
    Map<String, Object> paths = new LinkedHashMap<>();
    Map<String, Object> schemas = new LinkedHashMap<>();
    for (Endpoint endpoint : endpoints) {
      paths.put("/predict/" + endpoint.name(), Members.of("post", predict(endpoint)));
      paths.putAll(OtherProtocols.of(endpoint));
      schemas.put(
          endpoint.name() + ".row", InputSchema.of(endpoint.signature(), endpoint.training()));
      schemas.put(endpoint.name() + ".reply", ReplySchema.of(endpoint.signature().output()));
    }
    if (!endpoints.isEmpty()) {
      paths.put("/invocations", Members.of("post", OtherProtocols.invocations(endpoints)));
    }
    schemas.put("Fault", ReplySchema.fault());
    schemas.put(
        "Error",
        ReplySchema.object(Members.of("error", Operations.reference("Fault")), List.of("error")));
    document.put("paths", paths);
    document.put("components", Members.of("schemas", schemas));
    return Json.write(document);
  }

  private static Map<String, Object> predict(Endpoint endpoint) {
    Map<String, Object> row = Operations.reference(endpoint.name() + ".row");
    Object example =
        ExampleRequest.of(
                ExampleRequest.Protocol.PLAIN,
                endpoint.name(),
                endpoint.signature(),
                endpoint.training())
            .body();
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", "predict." + endpoint.name());
    operation.put("tags", List.of(endpoint.name()));
    operation.put("summary", "Predict with " + endpoint.model());
    operation.put("parameters", Operations.choice(endpoint.versions()));
    operation.put(
        "requestBody",
        Operations.body(
            Members.of("oneOf", List.of(row, Members.of("type", "array", "items", row))),
            examples(example)));
    operation.put(
        "responses",
        Operations.responses(
            Operations.answered(
                "A prediction for each row, in the order of the request.",
                Operations.reference(endpoint.name() + ".reply")),
            ErrorCode.INVALID_ROW.httpStatus(),
            Operations.reference("Error")));
    return operation;
  }

  private static Map<String, Object> examples(Object row) {
    Map<String, Object> examples = new LinkedHashMap<>();
    examples.put("row", Members.of("summary", "One row", "value", row));
    examples.put("batch", Members.of("summary", "A batch", "value", List.of(row, row)));
    return examples;
  }
}
