package dev.slipway.server.console;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.route.Environment;
import dev.slipway.lifecycle.govern.Registrar;
import dev.slipway.lifecycle.release.Releaser;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The forms that change something. Each names the person who acts, and leads back to the page that shows
/// what came of it. Forms that another site sent never get here (see [ConsoleRoutes]).
final class Forms {
  private static final int LONGEST = 500;

  private final Registrar registrar;
  private final Releaser releaser;

  Forms(Registrar registrar, Releaser releaser) {
    this.registrar = registrar;
    this.releaser = releaser;
  }

  void approve(ServerRequest request, ServerResponse response) {
    Parameters form = read(request);
    VersionId id = version(request);
    registrar.approve(id, required(form, "by"), required(form, "reason"));
    seeOther(response, Links.version(id));
  }

  /// Releases a version to the staging endpoint, all at once: the step that production demands first.
  void stage(ServerRequest request, ServerResponse response) {
    Parameters form = read(request);
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
    Parameters form = read(request);
    Environment environment = environment(required(form, "environment"));
    Release release =
        releaser.rollback(
            request.path().pathParameters().get("endpoint"),
            environment,
            required(form, "by"),
            required(form, "reason"));
    seeOther(response, Links.endpoint(release.endpoint(), environment));
  }

  private static Parameters read(ServerRequest request) {
    return request.content().hasEntity()
        ? request.content().as(Parameters.class)
        : Parameters.empty("form");
  }

  private static VersionId version(ServerRequest request) {
    return new VersionId(
        request.path().pathParameters().get("model"), ConsoleRoutes.number(request));
  }

  private static String required(Parameters form, String field) {
    String value = form.first(field).asOptional().orElse("").strip();
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
