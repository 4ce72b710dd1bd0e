package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.wiring.Listening;
import dev.slipway.app.wiring.LoneServer;
import dev.slipway.app.wiring.ServeSettings;
import dev.slipway.app.wiring.Workshop;
import dev.slipway.serving.http.ServerIdentity;
import dev.slipway.serving.plane.Limits;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The limits that whoever starts a server sets.
class LimitsTest {
  private static final String ROW =
      "{\"date\":\"2001-03-01T17:30:00\",\"distance\":733,\"origin\":\"ORD\",\"destination\":\"LGA\"}";

  @Test
  void aServerTakesAsMuchAsItWasToldTo() throws Exception {
    Limits limits = new Limits(400, 2, 10, Duration.ofSeconds(1));
    Listening.Asked asked =
        new Listening.Asked(
            Optional.empty(), Optional.of(0), ServerIdentity.NAME, Optional.empty(), limits, false);
    ServeSettings settings =
        ServeSettings.of(
            new ServeSettings.Options(
                Optional.of(FlightDelay.packageFolder()),
                Optional.empty(),
                Optional.of("flights"),
                asked),
            Map.of(),
            Files::exists);
    try (LoneServer server = LoneServer.start(settings, new Workshop(InstantSource.system()))) {
      assertThat(ask(server, "[" + ROW + "," + ROW + "]").statusCode()).isEqualTo(200);

      HttpResponse<String> rows = ask(server, "[" + ROW + "," + ROW + "," + ROW + "]");
      assertThat(rows.statusCode()).isEqualTo(413);
      assertThat(rows.body()).contains("more than 2 rows");
      HttpResponse<String> bytes = ask(server, ROW + " ".repeat(400));
      assertThat(bytes.statusCode()).isEqualTo(413);
      assertThat(bytes.body()).contains("400 bytes");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--max-body,0",
    "--max-body,4000",
    "--max-rows,0",
    "--max-in-flight,-1",
    "--drain,-1"
  })
  void aLimitThatCannotBeIsRefusedByItsName(String option, String value) throws IOException {
    Ran ran = Ran.slipway("serve", FlightDelay.packageFolder().toString(), option, value);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains(option + " is " + value + "; give a whole number from");
  }

  private static HttpResponse<String> ask(LoneServer server, String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(server.uri().resolve("/predict/flights"))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
