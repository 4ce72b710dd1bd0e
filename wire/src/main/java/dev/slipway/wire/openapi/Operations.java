package dev.slipway.wire.openapi;

import dev.slipway.core.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The parts of which the operations of a document are made.
final class Operations {
  private static final String JSON = "application/json";
  private static final Map<ErrorCode, String> OTHERS = new LinkedHashMap<>();

  static {
    OTHERS.put(ErrorCode.MALFORMED_REQUEST, "a body of another form");
    OTHERS.put(ErrorCode.NOT_FOUND, "the version asked for does not answer here");
    OTHERS.put(ErrorCode.PAYLOAD_TOO_LARGE, "body or number of rows over the limit");
    OTHERS.put(ErrorCode.INTERNAL, "the model or the server failed");
    OTHERS.put(ErrorCode.DEADLINE_EXCEEDED, "the answer was not ready in time");
  }

  private Operations() {}

  /// @param invalid the status of a request without a valid row
  /// @param error the schema of every error
  static Map<String, Object> responses(
      Map<String, Object> answered, int invalid, Map<String, Object> error) {
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put("200", answered);
    responses.put(
        Integer.toString(invalid),
        answer("No row is valid; every fault of every row is listed.", error));
    responses.put(
        Integer.toString(ErrorCode.OVERLOADED.httpStatus()),
        answer("Too much to do; try again after `Retry-After` seconds.", error));
    responses.put(
        "default",
        answer(
            OTHERS.entrySet().stream()
                .map(e -> "%d %s".formatted(e.getKey().httpStatus(), e.getValue()))
                .collect(Collectors.joining("; ", "Another error: ", ".")),
            error));
    return responses;
  }

  /// A good answer with the headers that every prediction has.
  static Map<String, Object> answered(String description, Map<String, Object> schema) {
    Map<String, Object> answered = new LinkedHashMap<>();
    answered.put("description", description);
    answered.put(
        "headers",
        Members.of(
            "Slipway-Model-Version",
            described("The version that answered.", "integer"),
            "Slipway-Route-Reason",
            described("Why it was this version: url, header, alias or route.", "string")));
    answered.put("content", content(schema));
    return answered;
  }

  private static Map<String, Object> answer(String description, Map<String, Object> schema) {
    return Members.of("description", description, "content", content(schema));
  }

  private static Map<String, Object> content(Map<String, Object> schema) {
    return Members.of(JSON, Members.of("schema", schema));
  }

  static Map<String, Object> body(Map<String, Object> schema, Map<String, Object> examples) {
    return Members.of(
        "required",
        true,
        "content",
        Members.of(JSON, Members.of("schema", schema, "examples", examples)));
  }

  static Map<String, Object> header(String name, String description) {
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

  static Map<String, Object> environment() {
    return header("Slipway-Environment", "test, staging or production (where none is given).");
  }

  /// What decides which version answers.
  static List<Object> choice(List<Integer> versions) {
    return List.of(
        header(
            "Slipway-Model-Version",
            "The version that shall answer: one of %s, or an alias of the registry."
                .formatted(versions)),
        header(
            "Slipway-Key",
            "What decides between versions while traffic is split: the same key, the same version."),
        environment());
  }

  /// Names of endpoints hold only characters that a reference may hold.
  static Map<String, Object> reference(String schema) {
    return Members.of("$ref", "#/components/schemas/" + schema);
  }

  private static Map<String, Object> described(String description, String type) {
    return Members.of("description", description, "schema", Members.of("type", type));
  }
}
