package dev.slipway.server.api;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.wire.coding.BoundedInput;
import dev.slipway.wire.coding.ContentCoding;
import dev.slipway.wire.json.Json;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request to the API, read in the API's terms. Every wrong value throws with its name.
record Call(ServerRequest request) {
  private static final HeaderName USER = HeaderNames.create("Slipway-User");
  private static final int BODY_LIMIT = 16 << 20;
  private static final int NAME_LIMIT = 200;

  String method() {
    return request.prologue().method().text();
  }

  String rawPath() {
    return request.path().absolute().path();
  }

  String path(String name) {
    return request.path().pathParameters().get(name);
  }

  VersionId version() {
    return new VersionId(path("model"), number("version", path("version")));
  }

  Optional<String> query(String name) {
    return request.query().first(name).asOptional().filter(value -> !value.isBlank());
  }

  int query(String name, int otherwise, int most) {
    int value = query(name).map(text -> number(name, text)).orElse(otherwise);
    if (value < 0 || value > most) {
      throw invalid("%s=%d is outside 0..%d".formatted(name, value, most));
    }
    return value;
  }

  long after() {
    return query("after")
        .map(text -> {
          try {
            return Long.parseLong(text);
          } catch (NumberFormatException e) {
            throw invalid("after=%s is no number".formatted(text));
          }
        })
        .orElse(0L);
  }

  /// Production where the query names none.
  Environment environment() {
    return query("environment").map(Call::environment).orElse(Environment.PRODUCTION);
  }

  static Environment environment(String label) {
    for (Environment environment : Environment.values()) {
      if (environment.label().equals(label.toLowerCase(Locale.ROOT))) {
        return environment;
      }
    }
    throw invalid("'%s' is no environment: use test, staging or production".formatted(label));
  }

  Instant instant(String name, Instant otherwise) {
    return query(name)
        .map(text -> {
          try {
            return Instant.parse(text);
          } catch (DateTimeException e) {
            throw invalid("%s=%s is no time: write 2026-01-31T12:00:00Z".formatted(name, text));
          }
        })
        .orElse(otherwise);
  }

  /// Who acts, as the client says. Nothing proves it: on a machine's own address everybody is trusted.
  String by() {
    String user = request.headers().first(USER).map(String::strip).orElse("");
    if (user.length() > NAME_LIMIT || user.chars().anyMatch(Character::isISOControl)) {
      throw invalid("the Slipway-User header is no name of up to " + NAME_LIMIT + " characters");
    }
    return user.isEmpty() ? "anonymous" : user;
  }

  <T> T body(Class<T> type) {
    return Json.read(body(), type, "the request's body");
  }

  byte[] body() {
    if (request.headers().contentLength().orElse(0) > BODY_LIMIT) {
      throw BoundedInput.tooLarge(BODY_LIMIT);
    }
    return ContentCoding.readAll(
        request.content().inputStream(),
        ContentCoding.of(request.headers().first(HeaderNames.CONTENT_ENCODING).orElse(null)),
        BODY_LIMIT);
  }

  static String required(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw invalid("'%s' is missing in the request's body".formatted(name));
    }
    return value;
  }

  static SlipwayException invalid(String message) {
    return new SlipwayException(ErrorCode.INVALID_ARGUMENT, message);
  }

  private static int number(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw invalid("%s '%s' is no number".formatted(name, text));
    }
  }
}
