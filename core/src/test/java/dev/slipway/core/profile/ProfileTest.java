package dev.slipway.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Rows;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Column("delay", ColumnType.INTEGER),
              new Column("ratio", ColumnType.DECIMAL),
              new Column("date", ColumnType.DATETIME),
              new Column("origin", ColumnType.STRING),
              new Column("id", ColumnType.STRING)));

  @RepeatedTest(5)
  void theOrderOfRowsDoesNotChangeTheDigest(RepetitionInfo run) {
    Table table = table(run.getCurrentRepetition(), 3_000);
    Profile profile = train(table);
    assertThat(train(shuffled(table, 7)).digest()).isEqualTo(profile.digest());
    assertThat(anchored(profile, shuffled(table, 8)).digest())
        .isEqualTo(anchored(profile, table).digest());
  }

  @Test
  void aTrainingTableCountsTheSameIntoItsOwnEdges() {
    Table table = table(1, 2_000);
    Profile profile = train(table);
    assertThat(anchored(profile, table)).isEqualTo(profile);
    assertThat(anchored(profile, table).canonical()).isEqualTo(profile.canonical());
  }

  @RepeatedTest(5)
  void howRowsAreSplitDoesNotChangeTheDigest(RepetitionInfo run) {
    Table table = table(run.getCurrentRepetition(), 3_000);
    Profile reference = train(table(99, 2_000));
    Profile whole = anchored(reference, table);
    Random random = new Random(run.getCurrentRepetition());
    int cut = random.nextInt(3_000);
    int second = cut + random.nextInt(3_000 - cut);
    Profile a = anchored(reference, part(table, 0, cut));
    Profile b = anchored(reference, part(table, cut, second));
    Profile c = anchored(reference, part(table, second, 3_000));

    assertThat(a.merge(b).merge(c).digest()).isEqualTo(whole.digest());
    assertThat(c.merge(a).merge(b)).isEqualTo(whole);
    assertThat(a.merge(b.merge(c))).isEqualTo(whole);
    assertThat(whole.merge(Profiler.anchored(reference).profile())).isEqualTo(whole);
  }

  @Test
  void trainingProfilersMergeToTheProfileOfAllRows() {
    Table table = table(3, 3_000);
    Profiler one = Profiler.training(SCHEMA);
    one.add(part(table, 0, 1_234));
    Profiler other = Profiler.training(SCHEMA);
    other.add(part(table, 1_234, 3_000));
    other.merge(one);
    assertThat(other.profile()).isEqualTo(train(table));
  }

  @Test
  void anchoredProfilersMerge() {
    Table table = table(3, 1_000);
    Profile reference = train(table);
    Profiler one = Profiler.anchored(reference);
    one.add(part(table, 0, 400));
    Profiler other = Profiler.anchored(reference);
    other.add(part(table, 400, 1_000));
    one.merge(other);
    assertThat(one.profile()).isEqualTo(reference);
  }

  @Test
  void aDictionaryThatOverflowsKeepsTheSameValuesHoweverRowsAreSplit() {
    Schema schema = new Schema(List.of(new Column("id", ColumnType.STRING)));
    int rows = 30_000;
    String[] ids = new String[rows];
    for (int i = 0; i < rows; i++) {
      ids[i] = "user-" + i % 25_000;
    }
    Table table = new Table(schema, rows, List.of((Object) ids));
    Profile whole = train(table);
    Profile merged =
        train(part(table, 0, 9_000))
            .merge(train(part(table, 9_000, 12_000)))
            .merge(train(part(table, 12_000, rows)));

    assertThat(train(shuffled(table, 5)).digest()).isEqualTo(whole.digest());
    assertThat(merged.digest()).isEqualTo(whole.digest());
    TextProfile text = (TextProfile) whole.columns().getFirst();
    assertThat(text.dictionary().counts()).hasSize(Dictionary.CAPACITY);
    assertThat(text.dictionary().distinct()).isBetween(24_000.0, 26_000.0);
    assertThat(text.dictionary().singletons()).isBetween(19_000.0, 21_000.0);
  }

  @Test
  void rowsOfRequestsCountLikeTheRowsOfATable() {
    Table table = table(4, 500);
    Profile reference = train(table);
    Profiler profiler = Profiler.anchored(reference);
    Rows rows = new Rows(SCHEMA.size(), true);
    for (int r = 0; r < table.rows(); r++) {
      rows.clear();
      rows.add();
      for (int c = 0; c < SCHEMA.size(); c++) {
        if (SCHEMA.columns().get(c).type().numeric()) {
          rows.number(0, c, table.numbers(c)[r]);
        } else {
          rows.text(0, c, table.texts(c)[r]);
        }
      }
      profiler.add(rows, 0);
    }
    assertThat(profiler.profile()).isEqualTo(reference);
  }

  @Test
  void countsOfEveryKindAreKeptApart() {
    Table table =
        numbers(
            -2,
            -0.0,
            0,
            0.5,
            3,
            Double.NaN,
            Table.NULL,
            Table.NULL,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY);
    NumberProfile x = (NumberProfile) train(table).columns().getFirst();
    assertThat(x.counts()).isEqualTo(new NumberCounts(10, 2, 1, 1, 1, 2, 1, 4));
    assertThat(x.counts().finite()).isEqualTo(5);
    assertThat(x.range()).hasValue(new NumberProfile.Range(-2, 3));
    assertThat(x.sum().doubleValue()).isEqualTo(1.5);
    assertThat(x.sumOfSquares().doubleValue()).isEqualTo(13.25);
    assertThat(x.variance()).isEqualTo(13.25 / 5 - 0.09);
    assertThat(x.missingRate()).isEqualTo(0.3);
  }

  @Test
  void textsAreCountedByValueLengthAndShape() {
    Schema schema = new Schema(List.of(new Column("tail", ColumnType.STRING)));
    String[] texts = {"N17", "N18", "N17", "", null, "AB-1", "x".repeat(300)};
    TextProfile tail =
        (TextProfile)
            train(new Table(schema, texts.length, List.of((Object) texts))).columns().getFirst();
    assertThat(tail.count()).isEqualTo(7);
    assertThat(tail.nulls()).isEqualTo(1);
    assertThat(tail.empties()).isEqualTo(1);
    assertThat(tail.dictionary().count("N17")).isEqualTo(2);
    assertThat(tail.lengths().at(3)).isEqualTo(3);
    assertThat(tail.lengths().at(255)).isEqualTo(1);
    assertThat(tail.unseenRate()).isEqualTo(4 / 6.0);
    assertThat(tail.patterns(1)).containsExactly(java.util.Map.entry("A9", 3L));
    assertThat(tail.dictionary().counts().keySet()).anyMatch(k -> k.startsWith("sha256:"));
  }

  @Test
  void timesAreCountedByHourOfTheWeek() {
    Schema schema = new Schema(List.of(new Column("at", ColumnType.DATETIME)));
    double mondayOneOClock = 1_000_083_600_000.0 - 1; // 2001-09-10T00:59:59.999Z, a Monday
    double before = -1; // 1969-12-31T23:59:59.999Z, a Wednesday
    Table table = new Table(schema, 2, List.<Object>of(new double[] {mondayOneOClock, before}));
    NumberProfile at = (NumberProfile) train(table).columns().getFirst();
    assertThat(at.hoursOfWeek().at(0)).isEqualTo(1);
    assertThat(at.hoursOfWeek().at(2 * 24 + 23)).isEqualTo(1);
  }

  @Test
  void profilesOfDifferentReferencesDoNotMerge() {
    Profile one = train(numbers(1, 2, 3));
    Profile other = train(numbers(1, 2, 4));
    assertThatThrownBy(() -> one.merge(other))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("'x'")
        .hasMessageContaining("same reference");
  }

  @Test
  void anEmptyTableHasAProfile() {
    Profile empty = train(numbers());
    assertThat(empty.rows()).isZero();
    assertThat(new String(empty.canonical(), java.nio.charset.StandardCharsets.US_ASCII))
        .startsWith("{\"schema_version\":1,\"rows\":0,\"columns\":[{\"name\":\"x\"");
    Profiler later = Profiler.anchored(empty);
    later.add(numbers(1, 2));
    assertThat(((NumberProfile) later.profile().columns().getFirst()).histogram().counts())
        .isEqualTo(Tally.of(2));
  }

  static Profile train(Table table) {
    Profiler profiler = Profiler.training(table.schema());
    profiler.add(table);
    return profiler.profile();
  }

  static Profile anchored(Profile reference, Table table) {
    Profiler profiler = Profiler.anchored(reference);
    profiler.add(table);
    return profiler.profile();
  }

  static Table numbers(double... cells) {
    Schema schema = new Schema(List.of(new Column("x", ColumnType.DECIMAL)));
    return new Table(schema, cells.length, List.of((Object) cells));
  }

  static Table part(Table table, int from, int to) {
    return table.rows(IntStream.range(from, to).toArray());
  }

  static Table shuffled(Table table, long seed) {
    Random random = new Random(seed);
    List<Integer> order =
        new java.util.ArrayList<>(IntStream.range(0, table.rows()).boxed().toList());
    java.util.Collections.shuffle(order, random);
    return table.rows(order.stream().mapToInt(Integer::intValue).toArray());
  }

  /// Skewed integers with a heavy zero, decimals over 30 orders of magnitude with everything that is no
  /// number, times, few categories, nearly unique ids.
  static Table table(long seed, int rows) {
    Random random = new Random(seed);
    double[] delay = new double[rows];
    double[] ratio = new double[rows];
    double[] date = new double[rows];
    String[] origin = new String[rows];
    String[] id = new String[rows];
    for (int i = 0; i < rows; i++) {
      delay[i] = random.nextInt(4) == 0 ? 0 : Math.rint(Math.exp(random.nextGaussian() * 2) - 5);
      ratio[i] =
          switch (random.nextInt(20)) {
            case 0 -> Table.NULL;
            case 1 -> Double.NaN;
            case 2 -> Double.POSITIVE_INFINITY;
            case 3 -> -0.0;
            default -> random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15);
          };
      date[i] = 978_307_200_000L + random.nextInt(1 << 30) * 10L;
      origin[i] = random.nextInt(50) == 0 ? null : "A" + (int) (Math.exp(random.nextInt(6)));
      id[i] = "id-" + random.nextInt(rows);
    }
    return new Table(SCHEMA, rows, List.<Object>of(delay, ratio, date, origin, id));
  }
}
