package dev.slipway.store.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuckTablesTest {
  private static final double NOON = Instant.parse("2001-01-31T12:00:00Z").toEpochMilli();

  private final DuckTables tables = new DuckTables();
  @TempDir private Path folder;

  @Test
  void findsTheTypeOfEachCsvColumn() throws IOException {
    Path file =
        file(
            "flights.csv",
            """
            late,minutes,distance,day,at,carrier
            true,12,103.5,2001-01-31,2001-01-31T12:00:00Z,AA
            false,,7,2001-02-01,,
            """);
    Table table = tables.read(file);

    assertThat(table.schema())
        .isEqualTo(
            new Schema(
                List.of(
                    new Column("late", ColumnType.BOOLEAN),
                    new Column("minutes", ColumnType.INTEGER),
                    new Column("distance", ColumnType.DECIMAL),
                    new Column("day", ColumnType.DATETIME),
                    new Column("at", ColumnType.DATETIME),
                    new Column("carrier", ColumnType.STRING))));
    assertThat(table.numbers("late")).containsExactly(1, 0);
    assertThat(table.numbers("minutes")[0]).isEqualTo(12);
    assertThat(Table.isNull(table.numbers("minutes")[1])).isTrue();
    assertThat(table.numbers("distance")).containsExactly(103.5, 7);
    assertThat(table.numbers("day")[0])
        .isEqualTo(Instant.parse("2001-01-31T00:00:00Z").toEpochMilli());
    assertThat(table.numbers("at")[0]).isEqualTo(NOON);
    assertThat(table.texts("carrier")).containsExactly("AA", null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.parquet", "t.csv", "t.jsonl", "t.json"})
  void readsBackWhatItWrote(String name) {
    Table table = everyType();
    Path file = folder.resolve(name);
    tables.write(table, file);

    Table read = tables.read(file);
    assertThat(read.schema()).isEqualTo(table.schema());
    for (int c = 0; c < 4; c++) {
      assertThat(bits(read.numbers(c))).isEqualTo(bits(table.numbers(c)));
    }
    assertThat(read.texts(4)).containsExactly(table.texts(4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.parquet", "t.csv", "t.jsonl"})
  void writesTheSameBytesForTheSameTable(String name) throws IOException {
    tables.write(everyType(), folder.resolve(name));
    byte[] first = Files.readAllBytes(folder.resolve(name));
    tables.write(everyType(), folder.resolve(name));
    assertThat(Files.readAllBytes(folder.resolve(name))).isEqualTo(first);
    assertThat(folder.toFile().list()).containsExactly(name);
  }

  @Test
  void keepsNaNApartFromNullInParquet() {
    Table table =
        new Table(
            new Schema(List.of(new Column("x", ColumnType.DECIMAL))),
            3,
            List.of(new double[] {Double.NaN, Table.NULL, Double.POSITIVE_INFINITY}));
    tables.write(table, folder.resolve("x.parquet"));
    double[] read = tables.read(folder.resolve("x.parquet")).numbers("x");
    assertThat(Double.isNaN(read[0]) && !Table.isNull(read[0])).isTrue();
    assertThat(Table.isNull(read[1])).isTrue();
    assertThat(read[2]).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void readsAFolderInNameOrder() throws IOException {
    file("part-2.csv", "x\n3\n");
    file("part-1.csv", "x\n1\n2.5\n");
    file(".hidden.csv", "y\n9\n");
    assertThat(tables.read(folder).numbers("x")).containsExactly(1, 2.5, 3);
  }

  @Test
  void readsTheFirstRowsOnly() throws IOException {
    assertThat(tables.read(file("x.csv", "x\n1\n2\n3\n"), 2).numbers("x")).containsExactly(1, 2);
  }

  @Test
  void widensAColumnWhoseDecimalsComeLate() throws IOException {
    Path file = file("x.csv", "x\n" + "1\n".repeat(50_000) + "1.5\n");
    Table table = tables.read(file);
    assertThat(table.schema().columns().getFirst().type()).isEqualTo(ColumnType.DECIMAL);
    assertThat(table.numbers(0)[50_000]).isEqualTo(1.5);
  }

  @Test
  void takesSemicolonsTabsAndQuotes() throws IOException {
    assertThat(tables.read(file("a.csv", "x;y\n1;\"a;\"\"b\"\"\"\n")).texts("y"))
        .containsExactly("a;\"b\"");
    assertThat(tables.read(file("b.csv", "x\ty\n1\tb\n")).texts("y")).containsExactly("b");
  }

  @Test
  void namesTheLineOfAMalformedCsv() throws IOException {
    Path file = file("bad.csv", "x,y\n1,2\n3,4,5\n");
    assertInvalid(() -> tables.read(file), "bad.csv' line 3", "3 cells where the heading has 2");
  }

  @Test
  void namesTheLineWhereTypesMix() throws IOException {
    Path file = file("bad.csv", "x,y\n" + "1,2\n".repeat(30_000) + "abc,2\n");
    assertInvalid(() -> tables.read(file), "line 30002", "column 'x' mixes types", "'abc'");
  }

  @Test
  void refusesAJsonColumnOfMixedTypes() throws IOException {
    Path file = file("bad.jsonl", "{\"x\":1}\n{\"x\":\"a\"}\n");
    assertInvalid(() -> tables.read(file), "column 'x'", "mixes types");
  }

  @Test
  void namesTheLineOfMalformedJson() throws IOException {
    Path file = file("bad.jsonl", "{\"x\":1}\n{\"x\" 2}\n{\"x\":3}\n");
    assertInvalid(() -> tables.read(file), "bad.jsonl' line", "Malformed JSON");
  }

  @Test
  void refusesFilesThatAreNoTable() throws IOException {
    assertInvalid(() -> tables.read(folder.resolve("none.csv")), "no file", "none.csv");
    Path empty = file("empty.csv", "");
    assertInvalid(() -> tables.read(empty), "is empty");
    Path heading = file("heading.csv", "x,y\n");
    assertInvalid(() -> tables.read(heading), "has no rows");
    Path text = file("text.parquet", "not parquet at all");
    assertInvalid(() -> tables.read(text), "no whole Parquet file");
    Path other = file("table.xlsx", "x");
    assertInvalid(() -> tables.read(other), ".parquet, .csv, .json or .jsonl");
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, new byte[] {'x', '\n', 'a', (byte) 0xe9, 'b', '\n'});
    assertInvalid(() -> tables.read(latin), "not UTF-8");
    Path nested = file("nested.jsonl", "{\"x\":[1,2]}\n");
    assertInvalid(() -> tables.read(nested), "column 'x'", "BIGINT[]", "flatten");
  }

  @Test
  void refusesAFolderOfDifferentColumns() throws IOException {
    file("a.csv", "x\n1\n");
    file("b.csv", "y\n1\n");
    assertInvalid(() -> tables.read(folder), "b.csv", "[y]", "[x]");
  }

  @Test
  void joinsAndAggregatesWithSql() throws IOException {
    Path flights = file("flights.csv", "origin,delay\nJFK,10\nLAX,20\nJFK,30\n");
    Path output = folder.resolve("out.parquet");
    tables.sql(
        "select origin, avg(delay) as mean from flights group by origin order by origin;",
        Map.of("flights", flights),
        output);
    Table table = tables.read(output);
    assertThat(table.texts("origin")).containsExactly("JFK", "LAX");
    assertThat(table.numbers("mean")).containsExactly(20, 20);
  }

  @Test
  void explainsAQueryThatFailsAndWritesNothing() throws IOException {
    Path flights = file("flights.csv", "origin\nJFK\n");
    assertThatThrownBy(() ->
            tables.sql(
                "select orgin from flights", Map.of("flights", flights), folder.resolve("out.csv")))
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining("orgin");
    assertThat(folder.toFile().list()).containsExactly("flights.csv");
  }

  @Test
  void versionsAFileByItsBytes() throws IOException {
    Path file = file("x.csv", "x\n1\n2\n");
    var version = new DataVersions(tables).of("numbers", file, "data/x.csv");
    assertThat(version.digest()).isEqualTo(Digest.of("x\n1\n2\n"));
    assertThat(version.rows()).isEqualTo(2);
    assertThat(version.schema().names()).containsExactly("x");
    assertThat(version.source()).isEqualTo("data/x.csv");
  }

  @Test
  void versionsAFolderByNamesAndBytes() throws IOException {
    file("b.csv", "x\n2\n");
    file("a.csv", "x\n1\n");
    var version = new DataVersions(tables).of("numbers", folder);
    assertThat(version.digest())
        .isEqualTo(
            Digest.of("a.csv %s\nb.csv %s\n".formatted(Digest.of("x\n1\n"), Digest.of("x\n2\n"))));
    assertThat(version.rows()).isEqualTo(2);
  }

  private static Table everyType() {
    Schema schema =
        new Schema(
            List.of(
                new Column("late", ColumnType.BOOLEAN),
                new Column("minutes", ColumnType.INTEGER),
                new Column("odd \"name\"", ColumnType.DECIMAL),
                new Column("at", ColumnType.DATETIME),
                new Column("text", ColumnType.STRING)));
    return new Table(
        schema,
        3,
        List.of(
            new double[] {1, 0, Table.NULL},
            new double[] {-5, Table.NULL, 9_007_199_254_740_991.0},
            new double[] {0.1, 1e-300, Table.NULL},
            new double[] {NOON, Table.NULL, NOON + 1},
            new String[] {"a,\"b\"\nc", null, "Zürich"}));
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static long[] bits(double[] numbers) {
    long[] bits = new long[numbers.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToRawLongBits(numbers[i]);
    }
    return bits;
  }

  private static void assertInvalid(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DATA))
        .hasMessageContainingAll(parts);
  }
}
