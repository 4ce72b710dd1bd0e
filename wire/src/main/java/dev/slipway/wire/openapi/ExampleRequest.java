package dev.slipway.wire.openapi;

import dev.slipway.core.model.Signature;
import dev.slipway.core.profile.Profile;
import dev.slipway.wire.openinference.ExampleInference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request with the [ExampleRow] in one of the protocols that every endpoint answers.
///
/// @param headers beside the content type, which is JSON
/// @param body to be written as JSON
public record ExampleRequest(
    Protocol protocol, String path, Map<String, String> headers, Object body) {
  /// The header in which callers of `/invocations` name an endpoint.
  static final String ENDPOINT = "Slipway-Endpoint";

  public ExampleRequest {
    headers = Map.copyOf(headers);
  }

  /// The protocols, most used first.
  public enum Protocol {
    PLAIN("Plain JSON"),
    OPEN_INFERENCE("Open Inference Protocol, version 2"),
    KSERVE("KServe, version 1"),
    INVOCATIONS("MLflow and SageMaker");

    private final String title;

    Protocol(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  public static ExampleRequest of(
      Protocol protocol, String endpoint, Signature signature, Optional<Profile> training) {
    Map<String, Object> row = ExampleRow.of(signature, training);
    return switch (protocol) {
      case PLAIN -> new ExampleRequest(protocol, "/predict/" + endpoint, Map.of(), row);
      case OPEN_INFERENCE ->
          new ExampleRequest(
              protocol,
              "/v2/models/" + endpoint + "/infer",
              Map.of(),
              ExampleInference.of(signature, row));
      case KSERVE ->
          new ExampleRequest(
              protocol,
              "/v1/models/" + endpoint + ":predict",
              Map.of(),
              Members.of("instances", List.of(row)));
      case INVOCATIONS ->
          new ExampleRequest(
              protocol,
              "/invocations",
              Map.of(ENDPOINT, endpoint),
              Members.of("dataframe_records", List.of(row)));
    };
  }
}
