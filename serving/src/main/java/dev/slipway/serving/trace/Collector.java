package dev.slipway.serving.trace;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where spans are sent: the address that takes OTLP over HTTP, what every request to it carries, and what
/// this server is called there.
public record Collector(URI traces, Map<String, String> headers, String serviceName) {
  private static final String SERVICE = "slipway";

  public Collector {
    headers = Map.copyOf(headers);
  }

  /// Reads the variables of the OpenTelemetry specification; empty where none names a collector.
  ///
  /// @param endpoint outranks the variables; `/v1/traces` is appended to it
  public static Optional<Collector> of(Optional<String> endpoint, Map<String, String> environment) {
    Optional<URI> traces =
        endpoint
            .map(base -> below(base, "--otlp"))
            .or(() ->
                variable(environment, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
                    .map(uri -> checked(uri, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")))
            .or(() ->
                variable(environment, "OTEL_EXPORTER_OTLP_ENDPOINT")
                    .map(base -> below(base, "OTEL_EXPORTER_OTLP_ENDPOINT")));
    return traces.map(uri ->
        new Collector(
            uri,
            headers(variable(environment, "OTEL_EXPORTER_OTLP_HEADERS").orElse("")),
            variable(environment, "OTEL_SERVICE_NAME").orElse(SERVICE)));
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static URI below(String base, String source) {
    return checked(base.replaceAll("/+$", "") + "/v1/traces", source);
  }

  private static URI checked(String text, String source) {
    try {
      URI uri = URI.create(text);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // Told below.
    }
    throw new SlipwayException(
        ErrorCode.INVALID_ARGUMENT,
        "%s names '%s', which is no address of a collector; write one such as http://localhost:4318"
            .formatted(source, text));
  }

  /// Pairs such as `api-key=secret,tenant=a`.
  private static Map<String, String> headers(String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        headers.put(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
      }
    }
    return headers;
  }
}
