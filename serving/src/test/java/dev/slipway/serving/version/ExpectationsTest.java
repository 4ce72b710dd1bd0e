package dev.slipway.serving.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Signature;
import dev.slipway.core.profile.Profiler;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExpectationsTest {
  private static final Signature TWO_NUMBERS =
      signature(Field.required("a", ColumnType.DECIMAL), Field.required("b", ColumnType.DECIMAL));

  /// 100 trainings, each asked about 1,000 rows of the same kind. With r = 5 of 1,999 in both columns a row
  /// is flagged with probability 1 - (1 - 10/2000)²; the tolerance is 4 standard deviations, to which the
  /// trainings (beta with 10 and 1,990) and the rows (binomial) add up.
  @Test
  void oneInAHundredRowsOfTheSameKindHasAFlagWhateverTheNumberOfColumns() {
    Random random = new Random(11);
    int flagged = 0;
    for (int t = 0; t < 100; t++) {
      Expectations expectations = trained(TWO_NUMBERS, numbers(random, 1_999));
      Rows live = Rows.of(TWO_NUMBERS, numbers(random, 1_000));
      for (int r = 0; r < live.size(); r++) {
        flagged += expectations.flags(live, r).isEmpty() ? 0 : 1;
      }
    }
    double rate = 1 - Math.pow(1 - 10 / 2_000.0, 2);
    assertThat(flagged / 100_000.0).isCloseTo(rate, within(0.0016));
  }

  @Test
  void withFewTrainingRowsOnlyWhatIsFarOutsideIsFlagged() {
    Table few =
        new Table(
            TWO_NUMBERS.inputSchema(),
            2,
            List.<Object>of(new double[] {10, 20}, new double[] {1, 1}));
    Expectations expectations = trained(TWO_NUMBERS, few);
    assertThat(flags(expectations, 30, 1)).isEmpty();
    assertThat(flags(expectations, 30.1, 1)).containsExactly("range:a");
    assertThat(flags(expectations, -0.1, 2)).containsExactly("range:a", "range:b");
    assertThat(flags(expectations, Table.NULL, 1)).isEmpty();
  }

  private static List<String> flags(Expectations expectations, double... row) {
    Rows rows = Rows.forSignature(TWO_NUMBERS);
    rows.add();
    for (int c = 0; c < row.length; c++) {
      rows.number(0, c, row[c]);
    }
    return expectations.flags(rows, 0);
  }

  private static Expectations trained(Signature signature, Table training) {
    Profiler profiler = Profiler.training(training.schema());
    profiler.add(training);
    return Expectations.of(signature, Optional.of(profiler.profile()));
  }

  private static Table numbers(Random random, int rows) {
    return new Table(
        TWO_NUMBERS.inputSchema(),
        rows,
        List.<Object>of(
            random.doubles(rows).toArray(),
            random.doubles(rows).map(u -> Math.exp(8 * u)).toArray()));
  }

  private static Signature signature(Field... inputs) {
    return new Signature(
        List.of(inputs),
        new Output.Probabilities(new Classes(List.of("no", "yes"), ColumnType.BOOLEAN)));
  }
}
