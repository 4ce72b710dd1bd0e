package dev.slipway.wire.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.input.Declared;
import dev.slipway.core.input.InputFaults;
import dev.slipway.core.input.Limit;
import dev.slipway.core.input.Rule;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Signature;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowReaderTest {
  private static final Signature SIGNATURE =
      new Signature(
          List.of(
              Field.required("at", ColumnType.DATETIME),
              Field.required("late", ColumnType.BOOLEAN),
              Field.optional("größe", ColumnType.DECIMAL)),
          new Output.Values(List.of("y")));

  private final Rows rows = Rows.forSignature(SIGNATURE);
  private final InputFaults faults = new InputFaults();

  @Test
  void timesComeInTheFormsThatClientsWrite() {
    double noon = Instant.parse("2001-01-31T12:00:00Z").toEpochMilli();

    assertThat(at("\"2001-01-31T12:00:00Z\"")).isEqualTo(noon);
    assertThat(at("\"2001-01-31T12:00:00\"")).isEqualTo(noon);
    assertThat(at("\"2001-01-31 12:00\"")).isEqualTo(noon);
    assertThat(at("\"2001-01-31T14:00:00+02:00\"")).isEqualTo(noon);
    assertThat(at("\"2001-01-31T07:00:00.000-05:00\"")).isEqualTo(noon);
    assertThat(at("980942400000")).isEqualTo(noon);
    assertThat(at("\"2001-01-31\"")).isEqualTo(noon - 12 * 3_600_000);
    assertThat(faults.isEmpty()).isTrue();
  }

  @Test
  void whatIsNoTimeIsAFault() {
    read("{\"at\":\"yesterday\",\"late\":true}");

    assertThat(faults.kept())
        .singleElement()
        .satisfies(f -> {
          assertThat(f.field()).isEqualTo("at");
          assertThat(f.rule()).isEqualTo(Rule.TYPE);
          assertThat(f.value()).isEqualTo("yesterday");
        });
    assertThat(rows.size()).isZero();
  }

  @Test
  void booleansAreTrueOrFalseOrOneOrZeroAndNothingElse() {
    read("[{\"at\":0,\"late\":true},{\"at\":0,\"late\":0},{\"at\":0,\"late\":2}]");

    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.number(0, 1)).isEqualTo(1);
    assertThat(rows.number(1, 1)).isZero();
    assertThat(faults.has(2)).isTrue();
  }

  @Test
  void namesAreComparedAsTextHoweverTheyAreEscaped() {
    read("{\"at\":0,\"late\":true,\"gr\\u00f6\\u00dfe\":2.5}");

    assertThat(faults.isEmpty()).isTrue();
    assertThat(rows.number(0, 2)).isEqualTo(2.5);
  }

  @Test
  void anAbsentOptionalFieldIsMissing() {
    read("{\"at\":0,\"late\":true}");

    assertThat(Table.isNull(rows.number(0, 2))).isTrue();
  }

  @Test
  void aSignatureOfHundredsOfFieldsKnowsWhichWereThere() {
    List<Field> fields = new ArrayList<>();
    StringBuilder row = new StringBuilder("{");
    for (int i = 0; i < 300; i++) {
      fields.add(Field.required("f" + i, ColumnType.DECIMAL));
      if (i != 170) {
        row.append(row.length() > 1 ? "," : "").append("\"f").append(i).append("\":").append(i);
      }
    }
    Signature wide = new Signature(fields, new Output.Values(List.of("y")));
    Rows wideRows = Rows.forSignature(wide);

    byte[] body = row.append(",\"f299\":1}").toString().getBytes(StandardCharsets.UTF_8);
    PredictRequest.read(body, body.length, RowReader.of(wide), wideRows, faults, 10);

    assertThat(faults.kept())
        .extracting(f -> f.field() + " " + f.rule().label())
        .containsExactly("f299 duplicate", "f170 required");
  }

  @Test
  void everyDeclaredLimitThatAValueBreaksIsAFault() {
    Signature declared =
        new Signature(
            List.of(
                declared("miles", ColumnType.INTEGER, new Limit.Min(1), new Limit.Max(5_000)),
                declared("at", ColumnType.DATETIME, new Limit.Min(0)),
                declared("stops", ColumnType.DECIMAL, new Limit.Numbers(List.of(0.0, 1.5))),
                declared("origin", ColumnType.STRING, new Limit.Texts(List.of("ATL", "𝒜𝒜𝒜"))),
                declared(
                    "code",
                    ColumnType.STRING,
                    new Limit.MaxLength(3),
                    new Limit.Pattern("^[𝒜A]+$"))),
            new Output.Values(List.of("y")));
    Rows declaredRows = Rows.forSignature(declared);
    byte[] body =
        """
        [{"miles":1,"at":"1970-01-01","stops":-0.0,"origin":"𝒜𝒜𝒜","code":"𝒜𝒜𝒜"},
         {"miles":5001,"at":"1969-12-31T23:59:59Z","stops":1,"origin":"BOS","code":"BBBB"},
         {"miles":0,"at":0,"stops":1.5,"origin":"ATL","code":null}]
        """
            .getBytes(StandardCharsets.UTF_8);

    PredictRequest.read(body, body.length, RowReader.of(declared), declaredRows, faults, 10);

    assertThat(declaredRows.size()).isEqualTo(1);
    assertThat(faults.kept())
        .extracting(f -> f.row() + " " + f.field() + " " + f.rule().label() + " " + f.value())
        .containsExactly(
            "1 miles max 5001",
            "1 at min 1969-12-31T23:59:59Z",
            "1 stops values 1",
            "1 origin values BOS",
            "1 code max-length BBBB",
            "1 code pattern BBBB",
            "2 miles min 0",
            "2 code nullable null");
    assertThat(faults.kept().getFirst().message())
        .isEqualTo("must be at most 5000, as the project declares");
  }

  private static Field declared(String name, ColumnType type, Limit... limits) {
    Declared declared = new Declared(List.of(limits), Optional.of(false), Map.of());
    return new Field(name, type, true, Optional.of(declared));
  }

  @Test
  void aPatternThatTakesForeverRefusesTheTextInstead() {
    Signature declared =
        new Signature(
            List.of(
                declared("a", ColumnType.STRING, new Limit.Pattern("^(a+)+$")),
                declared("b", ColumnType.STRING, new Limit.Pattern("^(a|b)*$"))),
            new Output.Values(List.of("y")));
    String row = "{\"a\":\"%s\",\"b\":\"%s\"}";
    String list =
        "["
            + row.formatted("a".repeat(60) + "!", "ab".repeat(200_000))
            + ","
            + row.formatted("aaa", "ab")
            + "]";
    byte[] body = list.getBytes(StandardCharsets.UTF_8);
    Rows declaredRows = Rows.forSignature(declared);

    PredictRequest.read(body, body.length, RowReader.of(declared), declaredRows, faults, 10);

    assertThat(declaredRows.size()).isEqualTo(1);
    assertThat(faults.kept()).extracting(f -> f.field()).containsExactly("a", "b");
  }

  private double at(String json) {
    read("{\"late\":false,\"at\":" + json + "}");
    return rows.number(rows.size() - 1, 0);
  }

  private void read(String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    PredictRequest.read(body, body.length, RowReader.of(SIGNATURE), rows, faults, 10);
  }
}
