package dev.slipway.server.api;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import io.helidon.webserver.http.HttpRouting;
import java.util.List;

/// Puts the API's resources under [#ROOT]. Replies are JSON; an error is
/// `{"error":{"code":"CONFLICT","message":"..."}}` with the status of its code.
public final class ApiRoutes {
  public static final String ROOT = "/api/v1";

  private final ForeignRequests foreign;
  private final List<ApiResource> resources;

  public ApiRoutes(ForeignRequests foreign, List<ApiResource> resources) {
    this.foreign = foreign;
    this.resources = List.copyOf(resources);
  }

  public void register(HttpRouting.Builder routing) {
    routing.register(
        ROOT,
        rules -> {
          ApiRules api = new ApiRules(rules, foreign);
          resources.forEach(resource -> resource.addTo(api));
          rules.any(
              "/*",
              new JsonHandler(
                  foreign,
                  200,
                  call -> {
                    throw new SlipwayException(
                        ErrorCode.NOT_FOUND,
                        "there is nothing at %s %s; GET %s/models is a start"
                            .formatted(call.method(), call.rawPath(), ROOT));
                  }));
        });
  }
}
