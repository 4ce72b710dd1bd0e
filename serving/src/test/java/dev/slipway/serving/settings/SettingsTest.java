package dev.slipway.serving.settings;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import dev.slipway.serving.plane.Changes;
import dev.slipway.serving.trace.Collector;
import dev.slipway.serving.trace.Traces;
import dev.slipway.wire.json.Json;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Triton's settings of logging and tracing, with the requests and replies of its documents.
class SettingsTest {
  private static final Logger LOG = Logger.getLogger("dev.slipway");
  private static final String ROW = "{\"distance\":1000,\"origin\":\"ATL\"}";
  private static final String USUAL =
      "{\"log_file\":\"\",\"log_info\":true,\"log_warning\":true,\"log_error\":true,"
          + "\"log_verbose_level\":0,\"log_format\":\"default\"}";
  private static final String TRACED =
      "{\"trace_level\":[\"TIMESTAMPS\"],\"trace_rate\":\"1\",\"trace_count\":\"-1\","
          + "\"log_frequency\":\"0\",\"trace_file\":\"\",\"trace_mode\":\"opentelemetry\"}";

  @TempDir Path temp;
  private Traces traces;
  private ServingFixture serving;

  @BeforeEach
  void serve() {
    LOG.setLevel(Level.INFO);
    traces =
        new Traces(
            new Collector(URI.create("http://127.0.0.1:1/v1/traces"), Map.of(), "slipway"), "1");
    serving = new ServingFixture(temp, ServingFixture.LIMITS, List.of(traces));
    serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
  }

  @AfterEach
  void stop() {
    LOG.setLevel(null);
    serving.close();
    traces.close();
  }

  @Test
  void aCallerMayAskForMoreToBeLogged() {
    assertThat(serving.get("/v2/logging").body()).isEqualTo(USUAL);

    assertThat(changed("/v2/logging", "{\"log_verbose_level\":1}"))
        .isEqualTo(USUAL.replace(":0,", ":1,"));
    assertThat(LOG.isLoggable(Level.FINE)).isTrue();
    assertThat(LOG.isLoggable(Level.FINER)).isFalse();
    assertThat(changed("/v2/logging", "{\"log_verbose_level\":99}")).contains("level\":3,");
    assertThat(changed("/v2/logging", "{\"log_info\":true}")).contains("level\":3,");
    assertThat(changed("/v2/logging", "{\"log_info\":false,\"log_verbose_level\":0}"))
        .isEqualTo(USUAL.replace("\"log_info\":true", "\"log_info\":false"));
    assertThat(LOG.getLevel()).isEqualTo(Level.WARNING);
    assertThat(changed("/v2/logging", "{\"log_verbose_level\":0}")).isEqualTo(USUAL);
    assertThat(
            changed(
                "/v2/logging", "{\"log_file\":\"\",\"log_format\":\"default\",\"log_error\":true}"))
        .isEqualTo(USUAL);
  }

  @Test
  void whatIsNotThereOrNotAllowedIsRefusedAndChangesNothing() {
    refused("/v2/logging", "{\"log_verbose_level\":2,\"log_error\":false}", "turned off");
    refused("/v2/logging", "{\"log_warning\":false}", "turned off");
    refused("/v2/logging", "{\"log_file\":\"/etc/passwd\"}", "standard error");
    refused("/v2/logging", "{\"log_format\":\"ISO8601\"}", "'default'");
    refused("/v2/logging", "{\"log_info\":\"yes\"}", "true or false");
    refused("/v2/logging", "{\"log_verbose_level\":-1}", "whole number");
    refused("/v2/logging", "{\"log_verbose_level\":1.5}", "whole number");
    refused("/v2/logging", "{\"log_info\":false,\"log_verbose_level\":1}", "cannot be off");
    refused("/v2/logging", "{\"log_verbose_level\":1,\"log_info\":false}", "cannot be off");
    refused("/v2/logging", "{\"x\":1}", "no log setting 'x'");
    refused("/v2/logging", "[]", "must be a JSON object");
    refused("/v2/logging", "{", "");
    assertThat(serving.get("/v2/logging").body()).isEqualTo(USUAL);
  }

  @Test
  void whereCallersMayChangeNothingTheyMayRead() {
    Settings fixed = new Settings(Optional.empty(), Changes.REFUSED);
    for (JsonNode wish : List.of(object("{\"log_verbose_level\":1}"), object("{}"))) {
      assertThatThrownBy(() -> fixed.changeLogging(wish)).hasMessageContaining("--allow-changes");
      assertThatThrownBy(() -> fixed.changeTracing(wish)).hasMessageContaining("--allow-changes");
    }
    assertThat(fixed.logging()).isEqualTo(object(USUAL));
    assertThat(fixed.tracing().path("trace_level").toString()).isEqualTo("[\"OFF\"]");
    assertThat(LOG.getLevel()).isEqualTo(Level.INFO);

    HttpResponse<String> page =
        serving.post("/v2/logging", "{\"log_verbose_level\":1}", "Origin", "https://evil.example");
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body()).startsWith("{\"error\":").contains("https://evil.example");
    assertThat(serving.get("/v2/logging").body()).isEqualTo(USUAL);
  }

  private static JsonNode object(String json) {
    return Json.mapper().readTree(json);
  }

  @Test
  void aCallerMayChooseHowManyRequestsAreTraced() {
    assertThat(serving.get("/v2/trace/setting").body()).isEqualTo(TRACED);
    assertThat(serving.get("/v2/models/flights/trace/setting").body()).isEqualTo(TRACED);
    assertThat(sampledOf(3)).isEqualTo(3);

    assertThat(changed("/v2/trace/setting", "{\"trace_rate\":\"3\"}"))
        .isEqualTo(TRACED.replace("\"1\"", "\"3\""));
    assertThat(sampledOf(9)).isEqualTo(3);
    assertThat(changed("/v2/trace/setting", "{\"trace_level\":[\"OFF\"]}")).contains("[\"OFF\"]");
    assertThat(sampledOf(3)).isZero();
    String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    assertThat(
            serving
                .post("/predict/flights", ROW, "traceparent", parent)
                .headers()
                .firstValue("traceresponse")
                .orElseThrow())
        .startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
        .endsWith("-00");
    assertThat(changed("/v2/trace/setting", "{\"trace_level\":null,\"trace_rate\":null}"))
        .isEqualTo(TRACED);
    assertThat(changed("/v2/trace/setting", "{\"trace_level\":\"TIMESTAMPS\",\"trace_count\":-1}"))
        .isEqualTo(TRACED);

    refused("/v2/trace/setting", "{\"trace_level\":[\"TENSORS\"]}", "TENSORS");
    refused("/v2/trace/setting", "{\"trace_rate\":\"0\"}", "above 0");
    refused("/v2/trace/setting", "{\"trace_rate\":\"often\"}", "above 0");
    refused("/v2/trace/setting", "{\"trace_file\":\"/tmp/x\"}", "cannot be changed");
    refused("/v2/trace/setting", "{\"x\":\"1\"}", "no trace setting 'x'");
    refused("/v2/models/flights/trace/setting", "{\"trace_rate\":\"3\"}", "for all models");
    assertThat(serving.get("/v2/models/x/trace/setting").statusCode()).isEqualTo(404);
  }

  @Test
  void withoutACollectorNothingIsTracedAndNothingCanBe() {
    try (ServingFixture untraced = new ServingFixture(temp)) {
      assertThat(untraced.get("/v2/trace/setting").body()).contains("[\"OFF\"]");
      assertThat(untraced.post("/v2/trace/setting", "{\"trace_level\":[\"OFF\"]}").statusCode())
          .isEqualTo(200);
      HttpResponse<String> reply =
          untraced.post("/v2/trace/setting", "{\"trace_level\":[\"TIMESTAMPS\"]}");
      assertThat(reply.statusCode()).isEqualTo(400);
      assertThat(reply.body()).startsWith("{\"error\":").contains("--otlp");
    }
  }

  @Test
  void modelsThatGenerateTextAreElsewhere() {
    for (String path : List.of("generate", "generate_stream", "versions/1/generate")) {
      HttpResponse<String> reply =
          serving.post("/v2/models/flights/" + path, "{\"text_input\":\"hello\"}");
      assertThat(reply.statusCode()).isEqualTo(400);
      assertThat(reply.body()).startsWith("{\"error\":\"model 'flights' predicts from rows");
    }
    HttpResponse<String> unknown = serving.post("/v2/models/x/generate", "{}");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("Request for unknown model");
  }

  private long sampledOf(int requests) {
    long sampled = 0;
    for (int i = 0; i < requests; i++) {
      HttpResponse<String> reply = serving.post("/predict/flights", ROW);
      assertThat(reply.statusCode()).isEqualTo(200);
      if (reply.headers().firstValue("traceresponse").orElseThrow().endsWith("-01")) {
        sampled++;
      }
    }
    return sampled;
  }

  private String changed(String path, String settings) {
    HttpResponse<String> reply = serving.post(path, settings);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(serving.get(path).body()).isEqualTo(reply.body());
    return reply.body();
  }

  private void refused(String path, String settings, String why) {
    HttpResponse<String> reply = serving.post(path, settings);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
    assertThat(reply.body()).startsWith("{\"error\":\"").contains(why);
  }
}
