package dev.slipway.server.console;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.route.Environment;
import dev.slipway.lifecycle.govern.Registrar;
import dev.slipway.lifecycle.release.Releaser;
import dev.slipway.wire.coding.ContentCoding;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The forms that change something. Each names the person who acts, and leads back to the page that shows
/// what came of it. Forms that another site sent never get here (see [ConsoleRoutes]).
final class Forms {
  private static final int LONGEST = 500;
  private static final int LONGEST_FORM = 64 << 10;

  private final Registrar registrar;
  private final Releaser releaser;

  Forms(Registrar registrar, Releaser releaser) {
    this.registrar = registrar;
    this.releaser = releaser;
  }

  void approve(ServerRequest request, ServerResponse response) {
    Map<String, String> form = read(request);
    VersionId id = version(request);
    registrar.approve(id, required(form, "by"), required(form, "reason"));
    seeOther(response, Links.version(id));
  }

  /// Releases a version to the staging endpoint, all at once: the step that production demands first.
  void stage(ServerRequest request, ServerResponse response) {
    Map<String, String> form = read(request);
    Release release =
        releaser.start(
            version(request),
            required(form, "endpoint"),
            Environment.STAGING,
            ReleasePlan.basic(),
            required(form, "by"));
    seeOther(response, Links.endpoint(release.endpoint(), release.environment()));
  }

  void rollBack(ServerRequest request, ServerResponse response) {
    Map<String, String> form = read(request);
    Environment environment = environment(required(form, "environment"));
    Release release =
        releaser.rollback(
            request.path().pathParameters().get("endpoint"),
            environment,
            required(form, "by"),
            required(form, "reason"));
    seeOther(response, Links.endpoint(release.endpoint(), environment));
  }

  private static Map<String, String> read(ServerRequest request) {
    byte[] body =
        ContentCoding.readAll(
            request.content().inputStream(),
            ContentCoding.of(request.headers().first(HeaderNames.CONTENT_ENCODING).orElse(null)),
            LONGEST_FORM);
    Map<String, String> form = new HashMap<>();
    for (String field : new String(body, StandardCharsets.UTF_8).split("&")) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        form.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new SlipwayException(
          ErrorCode.MALFORMED_REQUEST,
          "the form has a field that is not written as browsers do; go back and send it again",
          e);
    }
  }

  private static VersionId version(ServerRequest request) {
    return new VersionId(
        request.path().pathParameters().get("model"), ConsoleRoutes.number(request));
  }

  private static String required(Map<String, String> form, String field) {
    String value = form.getOrDefault(field, "").strip();
    if (value.isEmpty() || value.length() > LONGEST) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "the form's field '%s' must have 1 to %d characters, it has %d; go back and fill it in"
              .formatted(field, LONGEST, value.length()));
    }
    return value;
  }

  private static Environment environment(String label) {
    for (Environment environment : Environment.values()) {
      if (environment.label().equals(label)) {
        return environment;
      }
    }
    throw new SlipwayException(
        ErrorCode.INVALID_ARGUMENT,
        "'%s' is no environment: choose test, staging or production".formatted(label));
  }

  private static void seeOther(ServerResponse response, String page) {
    response.status(Status.SEE_OTHER_303).header(HeaderNames.LOCATION, page).send();
  }
}
