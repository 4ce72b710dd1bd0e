package dev.slipway.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Each table has 2,000 rows unless a test says otherwise.
class RelationsTest {
  private static final int ROWS = 2_000;
  private final Random random = new Random(3);

  @Test
  void anOrderThatHeldInEveryRowIsFoundAndItsReverseIsNot() {
    double[] start = uniform();
    double[] end = Arrays.stream(start).map(x -> x + random.nextInt(3)).toArray();

    assertThat(Relations.of(numbers(start, end)))
        .containsExactly(new Relation.Order("c0", "c1", ROWS));

    end[1_234] = start[1_234] - 1e-9;
    assertThat(Relations.of(numbers(start, end))).isEmpty();
  }

  @Test
  void missingValuesNeitherBreakNorSupportAnOrder() {
    double[] start = uniform();
    double[] end = Arrays.stream(start).map(x -> x + 1).toArray();
    Arrays.fill(end, 0, 1_000, Table.NULL);

    assertThat(Relations.of(numbers(start, end)))
        .containsExactly(new Relation.Order("c0", "c1", 1_000));

    start[1_999] = Double.NaN;
    assertThat(Relations.of(numbers(start, end))).isEmpty();
  }

  /// The greatest of the one is hardly above the least of the other: independent columns would keep the
  /// order in more than 99 % of the rows too.
  @Test
  void anOrderThatTheRangesAloneExplainIsNotFound() {
    double[] percent = uniform();
    double[] price = Arrays.stream(uniform()).map(x -> x + 95).toArray();
    price[0] = 200;
    for (int i = 0; i < ROWS; i++) {
      price[i] = Math.max(price[i], percent[i]);
    }

    assertThat(Relations.of(numbers(percent, price))).isEmpty();
  }

  @Test
  void numbersAreNotComparedWithTimesOrBooleans() {
    double[] values = uniform();
    double[] more = Arrays.stream(values).map(x -> x + 1).toArray();
    assertThat(
            Relations.of(
                table(
                    List.of(ColumnType.DECIMAL, ColumnType.DATETIME),
                    List.<Object>of(values, more))))
        .isEmpty();
    assertThat(
            Relations.of(
                table(
                    List.of(ColumnType.DATETIME, ColumnType.DATETIME),
                    List.<Object>of(values, more))))
        .hasSize(1);
  }

  /// City decides state, and there are fewer states; 10 cities come first, so 1,990 rows could disagree.
  @Test
  void aColumnThatDecidesAnotherIsFoundWithWhatGoesWithWhat() {
    int[] city = random.ints(ROWS, 0, 10).toArray();
    IntStream.range(0, 10).forEach(i -> city[i] = i);
    String[] cities = Arrays.stream(city).mapToObj(i -> "city" + i).toArray(String[]::new);
    double[] states = Arrays.stream(city).mapToDouble(i -> i / 5).toArray();
    Table table =
        table(List.of(ColumnType.STRING, ColumnType.INTEGER), List.<Object>of(cities, states));

    List<Relation> found = Relations.of(table);

    assertThat(found)
        .singleElement()
        .isInstanceOfSatisfying(
            Relation.Dependency.class,
            d -> {
              assertThat(d.decider()).isEqualTo("c0");
              assertThat(d.decided()).isEqualTo("c1");
              assertThat(d.rows()).isEqualTo(1_990);
              assertThat(d.bound()).isEqualTo(3.0 / 1_990);
              assertThat(d.values()).hasSize(10).containsEntry("city7", "1.0");
            });

    states[1_500] = 1 - states[1_500];
    assertThat(Relations.of(table)).isEmpty();
  }

  @Test
  void namesOfRowsAndNearlyConstantColumnsDependOnNothing() {
    String[] ids = IntStream.range(0, ROWS).mapToObj(i -> "id" + i).toArray(String[]::new);
    String[] constant = new String[ROWS];
    Arrays.fill(constant, "same");
    Arrays.fill(constant, 0, 5, "other");
    String[] few = IntStream.range(0, ROWS).mapToObj(i -> "" + i / 5).toArray(String[]::new);

    assertThat(
            Relations.of(
                table(
                    List.of(ColumnType.STRING, ColumnType.STRING, ColumnType.STRING),
                    List.<Object>of(ids, constant, few))))
        .isEmpty();
  }

  @Test
  void fewerThanAThousandRowsTellNothing() {
    double[] start = Arrays.copyOf(uniform(), 999);
    double[] end = Arrays.stream(start).map(x -> x + 1).toArray();

    assertThat(Relations.of(numbers(start, end))).isEmpty();
  }

  /// 100 columns that are all in order have 4,950 orders.
  @Test
  void theirNumberIsBounded() {
    double[] first = uniform();
    double[][] columns = new double[100][];
    Arrays.setAll(columns, c -> Arrays.stream(first).map(x -> x + c).toArray());

    assertThat(Relations.of(numbers(columns))).hasSize(50);
  }

  @Test
  void profilesKeepThemThroughMergingAndDifferentOnesDoNotMerge() {
    double[] start = uniform();
    Table table = numbers(start, Arrays.stream(start).map(x -> x + 1).toArray());
    Profiler training = Profiler.training(table.schema());
    training.add(table);
    Profile bare = training.profile();
    Profile profile = bare.with(Relations.of(table));
    Profile live = Profiler.anchored(profile).profile();

    assertThat(profile.digest()).isNotEqualTo(bare.digest());
    assertThat(profile.merge(live)).isEqualTo(profile);
    assertThatThrownBy(() -> profile.merge(bare)).isInstanceOf(SlipwayException.class);
  }

  private double[] uniform() {
    return random.doubles(ROWS, 0, 100).toArray();
  }

  private static Table numbers(double[]... columns) {
    return table(
        Arrays.stream(columns).map(_ -> ColumnType.DECIMAL).toList(),
        Arrays.<Object>asList((Object[]) columns));
  }

  private static Table table(List<ColumnType> types, List<Object> cells) {
    List<Column> columns =
        IntStream.range(0, types.size()).mapToObj(c -> new Column("c" + c, types.get(c))).toList();
    int rows = cells.getFirst() instanceof double[] numbers ? numbers.length : ROWS;
    return new Table(new Schema(columns), rows, cells);
  }
}
