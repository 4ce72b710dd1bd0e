package dev.slipway.wire.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.recording.Withheld;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import dev.slipway.core.table.ColumnType;
import dev.slipway.wire.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Events read by the rules of the CloudEvents specification 1.0 and its JSON format.
final class PredictionEventsTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123456789Z");
  private static final VersionId VERSION = new VersionId("flight-delay", 3);
  private static final Signature SIGNATURE =
      new Signature(
          List.of(
              new Field("distance", ColumnType.DECIMAL, true),
              new Field("origin", ColumnType.STRING, true),
              new Field("seats", ColumnType.INTEGER, true),
              new Field("holiday", ColumnType.BOOLEAN, true),
              new Field("departure", ColumnType.DATETIME, true),
              new Field("carrier \"x\"", ColumnType.STRING, false)),
          new Output.Probabilities(
              new Classes(List.of("false", "true"), ColumnType.BOOLEAN), Optional.empty()));
  private static final List<@Nullable Object> INPUTS =
      Arrays.asList(733.5, "Zürich \u2708 \"\n", 180.0, 1.0, 1_772_359_200_000.0, null);

  private final PredictionEvents events =
      new PredictionEvents(
          version -> version.equals(VERSION) ? Optional.of(SIGNATURE) : Optional.empty());

  @Test
  void aPredictionIsAnEventWithItsInputsByNameAndWhatWasPredicted() {
    JsonNode event = checked(events.of(predicted("01K0", INPUTS)).structured());

    assertThat(event.path("id").asString()).isEqualTo("01K0");
    assertThat(event.path("source").asString())
        .isEqualTo("/production/endpoints/flights/versions/flight-delay/3");
    assertThat(event.path("type").asString()).isEqualTo("dev.slipway.prediction.v1");
    assertThat(event.path("subject").asString()).isEqualTo("flights");
    assertThat(Instant.parse(event.path("time").asString())).isEqualTo(AT);
    assertThat(event.path("data"))
        .isEqualTo(
            Json.read(
                """
                {"endpoint":"flights","environment":"production","model":"flight-delay","version":3,
                 "role":"canary",
                 "inputs":{"distance":733.5,"origin":"Zürich \u2708 \\"\\n","seats":180,"holiday":true,
                   "departure":"2026-03-01T10:00:00Z","carrier \\"x\\"":null},
                 "prediction":true,"probabilities":{"false":0.25,"true":0.75},"scores":[0.25,0.75],
                 "flags":["unseen:origin"],"duration_nanos":12000}
                """,
                JsonNode.class,
                "expected"));
  }

  @Test
  void aFailureHasItsErrorAndNothingPredicted() {
    PredictionRecord failed =
        record("01K1", VERSION, Variant.Role.PRIMARY, List.of(), new double[0], "INTERNAL");
    JsonNode data = checked(events.of(failed).structured()).path("data");
    assertThat(data.path("error").asString()).isEqualTo("INTERNAL");
    assertThat(data.propertyNames())
        .doesNotContain("inputs", "prediction", "probabilities", "scores");
  }

  @Test
  void whatIsWithheldStandsApartFromTheInputs() {
    List<@Nullable Object> inputs = new ArrayList<>(INPUTS);
    inputs.set(0, Withheld.MASKED);
    inputs.set(1, new Withheld.Hashed("0f12"));
    JsonNode data = checked(events.of(predicted("01K5", inputs)).structured()).path("data");
    assertThat(data.path("inputs").propertyNames())
        .containsExactly("seats", "holiday", "departure", "carrier \"x\"");
    assertThat(data.path("hashed").toString()).isEqualTo("{\"origin\":\"0f12\"}");
    assertThat(data.path("masked").toString()).isEqualTo("[\"distance\"]");
  }

  @Test
  void inputsOfAVersionThatIsNotKnownHaveNoNames() {
    PredictionRecord unknown =
        record(
            "01K2",
            new VersionId("gone", 1),
            Variant.Role.PRIMARY,
            List.of(1.5, "x"),
            new double[] {0.5},
            null);
    JsonNode data = checked(events.of(unknown).structured()).path("data");
    assertThat(data.path("inputs").toString()).isEqualTo("[1.5,\"x\"]");
    assertThat(data.path("scores").toString()).isEqualTo("[0.5]");
    assertThat(data.has("prediction")).isFalse();
  }

  @Test
  void aShadowUnderTheIdOfTheAnswerIsAnotherEvent() {
    CloudEvent answer = events.of(predicted("01K3", INPUTS));
    CloudEvent shadow =
        events.of(
            record(
                "01K3",
                new VersionId("flight-delay", 4),
                Variant.Role.SHADOW,
                List.of(),
                new double[0],
                null));
    assertThat(shadow.id()).isEqualTo(answer.id());
    assertThat(shadow.source()).isNotEqualTo(answer.source());
  }

  @Test
  void aBatchIsAnArrayOfEvents() {
    List<CloudEvent> all =
        List.of(events.of(predicted("a", INPUTS)), events.of(predicted("b", INPUTS)));
    JsonNode batch = Json.read(CloudEvent.batch(all), JsonNode.class, "batch");
    assertThat(batch.isArray()).isTrue();
    assertThat(batch).extracting(event -> event.path("id").asString()).containsExactly("a", "b");
    batch.forEach(event -> checked(event.toString().getBytes(StandardCharsets.UTF_8)));
    assertThat(Json.read(CloudEvent.batch(List.of()), JsonNode.class, "batch")).isEmpty();
  }

  @Test
  void theAttributesOfBinaryModeAreThoseOfTheJsonForm() {
    CloudEvent event = events.of(predicted("01K4", INPUTS));
    JsonNode structured = checked(event.structured());
    assertThat(event.attributes())
        .contains(entry("specversion", "1.0"), entry("id", "01K4"))
        .allSatisfy((name, value) -> assertThat(structured.path(name).asString()).isEqualTo(value));
    assertThat(structured.propertyNames())
        .containsOnlyOnceElementsOf(event.attributes().keySet())
        .hasSize(event.attributes().size() + 2);
  }

  /// What section 2.4 of the specification and the JSON format ask of every event.
  private static JsonNode checked(byte[] json) {
    JsonNode event = Json.read(json, JsonNode.class, "event");
    for (String required : List.of("specversion", "id", "source", "type")) {
      assertThat(event.path(required).asString()).as(required).isNotEmpty();
    }
    assertThat(event.path("specversion").asString()).isEqualTo("1.0");
    assertThat(URI.create(event.path("source").asString())).isNotNull();
    assertThat(OffsetDateTime.parse(event.path("time").asString())).isNotNull();
    assertThat(event.path("subject").asString()).isNotEmpty();
    assertThat(event.path("datacontenttype").asString()).isEqualTo("application/json");
    assertThat(event.path("data").isObject()).isTrue();
    assertThat(event.propertyNames()).allMatch(name -> name.matches("[a-z0-9]{1,20}"));
    for (Map.Entry<String, JsonNode> attribute : event.properties()) {
      if (!attribute.getKey().equals("data")) {
        assertThat(attribute.getValue().isString()).as(attribute.getKey()).isTrue();
      }
    }
    return event;
  }

  private static PredictionRecord predicted(String id, List<@Nullable Object> inputs) {
    return record(id, VERSION, Variant.Role.CANARY, inputs, new double[] {0.25, 0.75}, null);
  }

  private static PredictionRecord record(
      String id,
      VersionId version,
      Variant.Role role,
      List<@Nullable Object> inputs,
      double[] scores,
      @Nullable String error) {
    return new PredictionRecord(
        id,
        AT,
        "flights",
        Environment.PRODUCTION,
        version,
        role,
        inputs,
        scores,
        12_000,
        error == null && version.equals(VERSION) ? List.of("unseen:origin") : List.of(),
        Optional.ofNullable(error));
  }
}
