package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Deadline;
import dev.slipway.core.route.Environment;
import dev.slipway.serving.plane.Address;
import dev.slipway.serving.plane.Served;
import dev.slipway.serving.plane.ServingPlane;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads from the parts of a request that all protocols share whom it is for.
public final class Asked {
  private static final HeaderName ENVIRONMENT = HeaderNames.create("Slipway-Environment");
  private static final HeaderName VERSION = HeaderNames.create("Slipway-Model-Version");
  private static final HeaderName KEY = HeaderNames.create("Slipway-Key");

  private static final HeaderName TIMEOUT = HeaderNames.create("Slipway-Timeout-Ms");
  private static final HeaderName ENVOY_TIMEOUT =
      HeaderNames.create("x-envoy-expected-rq-timeout-ms");

  private Asked() {}

  public static Address of(ServerRequest request, String endpoint, @Nullable String urlVersion) {
    return new Address(
        endpoint, environment(request), urlVersion, header(request, VERSION), header(request, KEY));
  }

  /// The header `Slipway-Timeout-Ms`, else the one with which Envoy tells how long it waits.
  static Deadline deadline(ServerRequest request) {
    String asked = header(request, TIMEOUT);
    String timeout = asked == null ? header(request, ENVOY_TIMEOUT) : asked;
    if (timeout == null) {
      return Deadline.NONE;
    }
    try {
      long millis = Long.parseLong(timeout.trim());
      if (millis > 0) {
        return Deadline.after(System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(millis));
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw new SlipwayException(
        ErrorCode.MALFORMED_REQUEST,
        "'%s' is no timeout; say in %s how many milliseconds you wait, 1 or more"
            .formatted(timeout, asked == null ? ENVOY_TIMEOUT : TIMEOUT));
  }

  /// `?environment=` or the header `Slipway-Environment`; production where neither is there.
  public static Environment environment(ServerRequest request) {
    String name =
        request.query().isEmpty() || !request.query().contains("environment")
            ? header(request, ENVIRONMENT)
            : request.query().get("environment");
    if (name == null) {
      return Environment.PRODUCTION;
    }
    for (Environment environment : Environment.values()) {
      if (environment.label().equals(name.toLowerCase(Locale.ROOT))) {
        return environment;
      }
    }
    throw new SlipwayException(
        ErrorCode.INVALID_ARGUMENT,
        "'%s' is no environment; use one of %s"
            .formatted(
                name,
                Arrays.stream(Environment.values())
                    .map(Environment::label)
                    .collect(Collectors.joining(", "))));
  }

  /// The only endpoint that there is, for protocols that name none.
  static String onlyEndpoint(ServerRequest request, ServingPlane plane) {
    List<Served> served = plane.served(environment(request));
    if (served.size() != 1) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          served.isEmpty()
              ? "no endpoint is released here yet"
              : "this server has several endpoints; name one in the header Slipway-Endpoint: "
                  + served.stream().map(Served::endpoint).collect(Collectors.joining(", ")));
    }
    return served.getFirst().endpoint();
  }

  public static @Nullable String header(ServerRequest request, HeaderName name) {
    return request.headers().contains(name) ? request.headers().get(name).get() : null;
  }
}
