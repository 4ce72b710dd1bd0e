package dev.slipway.bench.serving;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// The least that a prediction can cost in this HTTP server: one route that reads every number of the JSON and
/// answers what a prediction looks like. No model, no check, no log, no count.
public final class BareServer {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();
  private static final Header TYPE =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
  private static final byte[] REPLY =
      """
      {"model":"bare","version":1,"predictions":[{"id":"01KAPZ3M5N8Q4R7T2V6W9X0Y1Z","prediction":1,"probabilities":{"0":0.29310344827586204,"1":0.706896551724138},"flags":[]}]}\
      """
          .getBytes(StandardCharsets.US_ASCII);

  private BareServer() {}

  public static void main(String[] arguments) {
    LogManager.getLogManager().reset();
    HttpRouting.Builder routing = HttpRouting.builder();
    routing.post("/predict/{endpoint}", BareServer::predict);
    routing.get("/health/ready", (_, response) -> response.send("{}"));
    WebServer web =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .connectionOptions(options -> options.tcpNoDelay(true))
            .routing(routing)
            .build()
            .start();
    System.out.println("{\"url\":\"http://127.0.0.1:%d\"}".formatted(web.port()));
  }

  private static void predict(ServerRequest request, ServerResponse response) {
    double sum = 0;
    try (JsonParser in =
        JSON.createParser(ObjectReadContext.empty(), request.content().inputStream())) {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        if (token.isNumeric()) {
          sum += in.getDoubleValue();
        }
      }
    }
    if (!Double.isFinite(sum)) {
      throw new IllegalArgumentException("the benchmark sends finite numbers");
    }
    response.header(TYPE).send(REPLY);
  }
}
