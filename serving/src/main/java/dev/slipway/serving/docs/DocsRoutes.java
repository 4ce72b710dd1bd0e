package dev.slipway.serving.docs;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.route.Environment;
import dev.slipway.serving.plane.Served;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.openapi.OpenApi;
import dev.slipway.wire.predict.ErrorReply;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `/openapi.json` describes what answers in production, `/predict/{endpoint}/openapi.json` one endpoint, and
/// `/docs` is a page on which requests can be tried.
public final class DocsRoutes {
  private static final Header JSON =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");

  private final ServingPlane plane;
  private final DocsPage page = new DocsPage();

  public DocsRoutes(ServingPlane plane) {
    this.plane = plane;
  }

  public void register(HttpRouting.Builder routing) {
    routing.get("/openapi.json", (_, response) -> all(response));
    routing.get("/predict/{endpoint}/openapi.json", this::one);
    routing.get("/docs", page::send);
    routing.get("/docs/{file}", page::send);
  }

  private void all(ServerResponse response) {
    List<OpenApi.Endpoint> endpoints =
        plane.served(Environment.PRODUCTION).stream().map(DocsRoutes::endpoint).toList();
    send(response, OpenApi.document(version(), endpoints));
  }

  private void one(ServerRequest request, ServerResponse response) {
    String endpoint = request.path().pathParameters().get("endpoint");
    try {
      Served served = plane.served(endpoint, Environment.PRODUCTION);
      send(response, OpenApi.document(version(), List.of(endpoint(served))));
    } catch (SlipwayException e) {
      JsonBuffer out = new JsonBuffer();
      ErrorReply.write(out, e.code(), e.getMessage(), List.of());
      response.status(Status.create(e.code().httpStatus())).header(JSON).send(out.toByteArray());
    }
  }

  private static OpenApi.Endpoint endpoint(Served served) {
    return new OpenApi.Endpoint(
        served.endpoint(),
        served.primary().id().model(),
        served.versions(),
        served.primary().signature(),
        served.primary().training());
  }

  private static String version() {
    String version = DocsRoutes.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static void send(ServerResponse response, String json) {
    response.header(JSON).send(json.getBytes(StandardCharsets.UTF_8));
  }
}
