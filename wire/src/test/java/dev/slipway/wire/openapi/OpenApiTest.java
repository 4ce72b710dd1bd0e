package dev.slipway.wire.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Limit;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.profile.Profiler;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;
import dev.slipway.wire.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
  private static final Signature FLIGHTS =
      new Signature(
          List.of(
              Field.required("origin", ColumnType.STRING),
              Field.required("distance", ColumnType.INTEGER),
              Field.optional("delay", ColumnType.DECIMAL),
              Field.required("at", ColumnType.DATETIME),
              Field.required("night", ColumnType.BOOLEAN)),
          new Output.Probabilities(new Classes(List.of("0", "1"), ColumnType.INTEGER)));

  /// origin  distance  delay  at          night
  /// ATL     100       0.5    1970-01-01  false
  /// ATL     200       null   1970-01-02  false
  /// BOS     900       2.5    1970-01-03  true
  private static Profile training() {
    dev.slipway.core.table.Schema schema =
        new dev.slipway.core.table.Schema(
            FLIGHTS.inputs().stream().map(f -> new Column(f.name(), f.type())).toList());
    double day = 86_400_000;
    Profiler profiler = Profiler.training(schema);
    profiler.add(
        new Table(
            schema,
            3,
            List.of(
                new String[] {"ATL", "ATL", "BOS"},
                new double[] {100, 200, 900},
                new double[] {0.5, Table.NULL, 2.5},
                new double[] {0, day, 2 * day},
                new double[] {0, 0, 1})));
    return profiler.profile();
  }

  private static JsonNode document(Signature signature, Optional<Profile> training) {
    return Json.mapper()
        .readTree(
            OpenApi.document(
                "1.0",
                List.of(new OpenApi.Endpoint("flights", "m", List.of(1, 2), signature, training))));
  }

  @Test
  void isValidByTheInitiativesOwnSchema() throws IOException {
    try (var in = OpenApiTest.class.getResourceAsStream("/openapi/oas-3.1-schema.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
      for (Output output :
          List.of(
              FLIGHTS.output(),
              new Output.Values(List.of("a", "b")),
              new Output.Decision(new Classes(List.of("x", "y"), ColumnType.STRING)),
              new Output.Label(new Classes(List.of("true", "false"), ColumnType.BOOLEAN)))) {
        JsonNode document =
            document(new Signature(FLIGHTS.inputs(), output), Optional.of(training()));
        assertThat(schema.validate(document.toString(), InputFormat.JSON)).isEmpty();
      }
      assertThat(schema.validate("{\"openapi\":\"3.1.0\"}", InputFormat.JSON)).isNotEmpty();
    }
  }

  @Test
  void theSameEndpointsAreTheSameText() {
    assertThat(document(FLIGHTS, Optional.of(training())).toString())
        .isEqualTo(document(FLIGHTS, Optional.of(training())).toString());
  }

  @Test
  void aRowIsDescribedByWhatTrainingSaw() {
    JsonNode row = row(Optional.of(training()));
    assertThat(row.at("/properties/distance/description").asString())
        .isEqualTo("Training saw 100 to 900.");
    assertThat(row.at("/properties/origin/description").asString())
        .isEqualTo("Training saw 2 values: ATL, BOS.");
    assertThat(row.at("/properties/at/description").asString())
        .isEqualTo("Training saw 1970-01-01T00:00:00Z to 1970-01-03T00:00:00Z.");
    assertThat(row.at("/required").toString())
        .isEqualTo("[\"origin\",\"distance\",\"at\",\"night\"]");
    assertThat(row.at("/properties/delay/type").toString()).isEqualTo("[\"number\",\"null\"]");
  }

  @Test
  void declaredLimitsAreBoundsThatTheExampleKeeps() {
    Signature declared =
        new Signature(
            List.of(
                declared("origin", ColumnType.STRING, new Limit.Texts(List.of("BOS", "SEA"))),
                declared(
                    "distance", ColumnType.INTEGER, new Limit.Min(300.5), new Limit.Max(5_000)),
                declared("delay", ColumnType.DECIMAL, new Limit.Numbers(List.of(7.0, 8.5))),
                declared("at", ColumnType.DATETIME, new Limit.Max(86_400_000)),
                declared(
                    "code", ColumnType.STRING, new Limit.MaxLength(4), new Limit.Pattern("^t"))),
            FLIGHTS.output());

    JsonNode row =
        document(declared, Optional.of(training())).at("/components/schemas/flights.row");

    assertThat(row.at("/properties/origin/enum").toString()).isEqualTo("[\"BOS\",\"SEA\"]");
    assertThat(row.at("/properties/distance/minimum").toString()).isEqualTo("300.5");
    assertThat(row.at("/properties/distance/maximum").toString()).isEqualTo("5000");
    assertThat(row.at("/properties/delay/enum").toString()).isEqualTo("[7,8.5,null]");
    assertThat(row.at("/properties/at/description").asString())
        .endsWith("Not after 1970-01-02T00:00:00Z.");
    assertThat(row.at("/properties/code/maxLength").asInt()).isEqualTo(4);
    assertThat(row.at("/properties/code/pattern").asString()).isEqualTo("^t");
    assertThat(ExampleRow.of(declared, Optional.of(training())))
        .containsEntry("origin", "BOS")
        .containsEntry("distance", 301L)
        .containsEntry("delay", 7.0)
        .containsEntry("code", "text");
  }

  private static Field declared(String name, ColumnType type, Limit... limits) {
    Declared declared = new Declared(List.of(limits), Optional.empty(), Map.of());
    return new Field(name, type, true, Optional.of(declared));
  }

  @Test
  void theExampleIsTypicalAndFitsTheSchema() {
    Map<String, Object> example = ExampleRow.of(FLIGHTS, Optional.of(training()));
    assertThat(example).containsEntry("origin", "ATL").containsEntry("night", false);
    assertThat(Instant.parse((String) example.get("at")))
        .isBetween(Instant.parse("1970-01-01T23:00:00Z"), Instant.parse("1970-01-02T01:00:00Z"));
    assertThat(((Long) example.get("distance")).doubleValue()).isBetween(198.0, 202.0);
    assertThat(faults(Optional.of(training()), Json.write(example))).isEmpty();
    assertThat(faults(Optional.empty(), Json.write(ExampleRow.of(FLIGHTS, Optional.empty()))))
        .isEmpty();
  }

  @Test
  void inputsOfTheSameKindDoNotAllHaveTheSameText() {
    dev.slipway.core.table.Schema airports =
        new dev.slipway.core.table.Schema(
            List.of(
                new Column("from", ColumnType.STRING),
                new Column("to", ColumnType.STRING),
                new Column("hub", ColumnType.STRING)));
    Profiler profiler = Profiler.training(airports);
    profiler.add(
        new Table(
            airports,
            3,
            List.of(
                new String[] {"ORD", "ORD", "ATL"},
                new String[] {"ORD", "ORD", "LGA"},
                new String[] {"ORD", "ORD", "ORD"})));
    Signature signature =
        new Signature(
            airports.columns().stream().map(c -> Field.required(c.name(), c.type())).toList(),
            FLIGHTS.output());
    assertThat(ExampleRow.of(signature, Optional.of(profiler.profile())))
        .isEqualTo(Map.of("from", "ORD", "to", "LGA", "hub", "ORD"));
  }

  @Test
  void theOtherProtocolsAskTheSameRow() {
    assertThat(Json.write(request(ExampleRequest.Protocol.OPEN_INFERENCE).body()))
        .isEqualTo(
            "{\"inputs\":[{\"name\":\"origin\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"text\"]},"
                + "{\"name\":\"distance\",\"shape\":[1],\"datatype\":\"INT64\",\"data\":[1]},"
                + "{\"name\":\"delay\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[1.5]},"
                + "{\"name\":\"at\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"2026-01-31T12:00:00Z\"]},"
                + "{\"name\":\"night\",\"shape\":[1],\"datatype\":\"BOOL\",\"data\":[true]}]}");
    assertThat(request(ExampleRequest.Protocol.KSERVE).path())
        .isEqualTo("/v1/models/flights:predict");
    assertThat(request(ExampleRequest.Protocol.INVOCATIONS).headers())
        .isEqualTo(Map.of("Slipway-Endpoint", "flights"));
  }

  private static ExampleRequest request(ExampleRequest.Protocol protocol) {
    return ExampleRequest.of(protocol, "flights", FLIGHTS, Optional.empty());
  }

  @Test
  void aRowOfAnotherShapeDoesNotFit() {
    assertThat(
            faults(
                Optional.of(training()),
                "{\"origin\":1,\"distance\":\"far\",\"night\":true,\"at\":\"x\",\"y\":1}"))
        .hasSize(3);
  }

  private static JsonNode row(Optional<Profile> training) {
    return document(FLIGHTS, training).at("/components/schemas/flights.row");
  }

  private static List<Error> faults(Optional<Profile> training, String json) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(row(training).toString(), InputFormat.JSON)
        .validate(json, InputFormat.JSON);
  }
}
