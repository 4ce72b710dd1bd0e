package dev.slipway.wire.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Signature;
import dev.slipway.core.table.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The short way of reading the plain request, held against the reader of all JSON, which is Jackson's.
class FlatRowsTest {
  private static final int MAX_ROWS = 3;
  private static final Signature SIGNATURE =
      new Signature(
          List.of(
              Field.required("x", ColumnType.DECIMAL),
              Field.required("count", ColumnType.INTEGER),
              Field.optional("late", ColumnType.BOOLEAN),
              Field.required("at", ColumnType.DATETIME),
              Field.required("city", ColumnType.STRING)),
          new Output.Values(List.of("y")));
  private static final String PLAIN =
      "{\"x\":-1.25,\"count\":7,\"late\":true,\"at\":\"2026-01-31\",\"city\":\"Bern\"}";

  private final RowReader reader = RowReader.of(SIGNATURE);
  private final Random random = new Random(11);
  private int shortWays;

  @ParameterizedTest
  @ValueSource(
      strings = {
        PLAIN,
        " [ " + PLAIN + " ,\n" + PLAIN + "\t]\r\n",
        "{\"city\":\"\",\"at\":0,\"late\":null,\"count\":5.0,\"x\":1e-7}",
        "{\"x\":0.29310344827586204,\"count\":-0,\"late\":0,\"at\":1E3,\"city\":\"Bern\"}",
        "{\"x\":-0.0,\"count\":123456789012345678,\"late\":false,\"at\":0,\"city\":\"a/b'c~\"}",
      })
  void whatIsUsualIsReadTheShortWay(String body) {
    hold(body.getBytes(StandardCharsets.UTF_8));

    assertThat(shortWays).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "[" + PLAIN + ",]",
        "[" + PLAIN + "," + PLAIN + "," + PLAIN + "," + PLAIN + "]",
        PLAIN + "1",
        "{\"x\":01,\"count\":7,\"late\":true,\"at\":0,\"city\":\"Bern\"}",
        "{\"x\":+1,\"count\":7,\"late\":true,\"at\":0,\"city\":\"Bern\"}",
        "{\"x\":1.,\"count\":7,\"late\":true,\"at\":0,\"city\":\"Bern\"}",
        "{\"x\":.5,\"count\":7,\"late\":true,\"at\":0,\"city\":\"Bern\"}",
        "{\"x\":1e,\"count\":7,\"late\":true,\"at\":0,\"city\":\"Bern\"}",
        "{\"x\":NaN,\"count\":7,\"late\":true,\"at\":0,\"city\":\"Bern\"}",
        "{\"x\":1e999,\"count\":7,\"late\":true,\"at\":0,\"city\":\"Bern\"}",
        "{\"x\":1,\"count\":7.5,\"late\":true,\"at\":0,\"city\":\"Bern\"}",
        "{\"x\":true,\"count\":7,\"late\":true,\"at\":0,\"city\":\"Bern\"}",
        "{\"x\":1,\"x\":1,\"late\":true,\"at\":0,\"city\":\"Bern\"}",
        "{\"x\":null,\"count\":7,\"late\":true,\"at\":0,\"city\":\"Bern\"}",
        "{\"x\":1,\"count\":7,\"at\":0,\"city\":\"Bern\"}",
        "{\"x\":1,\"count\":7,\"late\":truely,\"at\":0,\"city\":\"Bern\"}",
        "{\"x\":1,\"count\":7,\"late\":true,\"at\":0,\"city\":\"B\\u00e9rn\"}",
        "{\"x\":1,\"count\":7,\"late\":true,\"at\":0,\"city\":\"Bérn\"}",
        "{\"x\":1,\"count\":7,\"late\":true,\"at\":0,\"city\":5}",
        "{\"x\":{\"x\":1},\"count\":7,\"late\":true,\"at\":0,\"city\":\"Bern\"}",
      })
  void whatIsNotIsLeftToTheReaderOfAllJson(String body) {
    hold(body.getBytes(StandardCharsets.UTF_8));

    assertThat(shortWays).isZero();
  }

  @Test
  void namesThatJsonEscapesAreNotTakenByTheirBytes() {
    Signature escaped =
        new Signature(
            List.of(Field.required("a\\nb", ColumnType.DECIMAL)), new Output.Values(List.of("y")));
    byte[] body = "{\"a\\nb\":1}".getBytes(StandardCharsets.UTF_8);
    InputFaults faults = new InputFaults();

    PredictRequest.read(
        body, body.length, RowReader.of(escaped), Rows.forSignature(escaped), faults, 1);

    assertThat(faults.kept()).extracting(f -> f.rule().label()).contains("unknown", "required");
  }

  @Test
  void randomRequestsAreReadAsJacksonReadsThem() {
    for (int i = 0; i < 20_000; i++) {
      hold(body().getBytes(StandardCharsets.UTF_8));
    }
    assertThat(shortWays).isGreaterThan(5_000);
  }

  @Test
  void brokenRequestsAreReadTheShortWayOnlyWhereJacksonReadsThemToo() {
    byte[] bytes =
        "\"{}[]:,.-+eE019ntf \\\u0000\u001f\u007f\u00ff".getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < 60_000; i++) {
      byte[] body = (i % 2 == 0 ? PLAIN : body()).getBytes(StandardCharsets.UTF_8);
      for (int changes = random.nextInt(1, 3); changes > 0; changes--) {
        int at = random.nextInt(body.length);
        switch (random.nextInt(3)) {
          case 0 -> body[at] = bytes[random.nextInt(bytes.length)];
          case 1 -> body = Arrays.copyOf(body, Math.max(1, at));
          default -> System.arraycopy(body, at, body, at / 2, (body.length - at) / 2);
        }
      }
      hold(body);
    }
    assertThat(shortWays).isGreaterThan(500);
  }

  /// Reads the body both ways. Behind its end stands the rest of a longer one, as in a buffer that is used again.
  private void hold(byte[] body) {
    byte[] buffer = Arrays.copyOf(body, body.length + 40);
    Arrays.fill(buffer, body.length, buffer.length, (byte) '0');
    Rows flat = Rows.forSignature(SIGNATURE);
    InputFaults none = new InputFaults();
    int count = reader.flat().read(buffer, body.length, flat, none, MAX_ROWS);
    assertThat(none.isEmpty()).isTrue();
    if (count == FlatRows.OTHERWISE) {
      assertThat(flat.size()).isZero();
      return;
    }
    shortWays++;
    Rows any = Rows.forSignature(SIGNATURE);
    InputFaults faults = new InputFaults();
    String shown = new String(body, StandardCharsets.UTF_8);
    try {
      assertThat(PredictRequest.readAny(buffer, body.length, reader, any, faults, MAX_ROWS))
          .as(shown)
          .isEqualTo(count);
    } catch (SlipwayException e) {
      throw new AssertionError("was read the short way: " + shown, e);
    }
    assertThat(faults.kept()).as(shown).isEmpty();
    assertThat(flat.size()).as(shown).isEqualTo(any.size());
    int cells = flat.size() * flat.width();
    for (int c = 0; c < cells; c++) {
      assertThat(Double.doubleToRawLongBits(flat.numbers()[c]))
          .as(shown)
          .isEqualTo(Double.doubleToRawLongBits(any.numbers()[c]));
      assertThat(flat.texts()[c]).as(shown).isEqualTo(any.texts()[c]);
    }
  }

  private String body() {
    int rows = random.nextInt(3);
    return rows == 0
        ? row()
        : IntStream.range(0, rows).mapToObj(_ -> row()).collect(Collectors.joining(",", "[", "]"));
  }

  private String row() {
    List<String> members =
        Arrays.asList(
            "\"x\":" + number(),
            "\"count\":" + random.nextInt(-100, 100),
            "\"late\":" + one("true", "false", "null", "1"),
            "\"at\":" + one("0", "\"2026-01-31T12:00:00Z\"", "1.5e3", "\"soon\""),
            "\"city\":\"" + one("Bern", "", "Zürich", "a\\tb", "New York") + '"');
    if (random.nextInt(4) == 0) {
      java.util.Collections.shuffle(members, random);
    }
    return members.stream().collect(Collectors.joining(one(",", ", ", " ,\n"), "{", "}"));
  }

  private String number() {
    double value = random.nextGaussian() * Math.pow(10, random.nextInt(-9, 10));
    return switch (random.nextInt(5)) {
      case 0 -> Double.toString(value);
      case 1 -> "%.4f".formatted(value);
      case 2 -> "%.3e".formatted(value);
      case 3 -> Long.toString(random.nextLong());
      default -> one("0", "-0", "-0.0", "0.10", "1e5", "12345678901234567890.5");
    };
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
