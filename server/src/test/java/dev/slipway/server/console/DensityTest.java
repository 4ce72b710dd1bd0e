package dev.slipway.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.profile.NumberProfile;
import dev.slipway.core.profile.Profiler;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DensityTest {
  @Test
  void fewWholeNumbersHaveASlotEach() {
    double[] dice = new double[600];
    for (int i = 0; i < dice.length; i++) {
      dice[i] = i < 300 ? 6 : 1 + i % 5;
    }
    assertThat(Density.of(profile(ColumnType.INTEGER, dice)).counts())
        .containsExactly(60, 60, 60, 60, 60, 300);
  }

  @Test
  void aNormalColumnIsDrawnAsABell() {
    Random random = new Random(11);
    double[] values = random.doubles(20_000).map(_ -> random.nextGaussian()).toArray();
    Density density = Density.of(profile(ColumnType.DECIMAL, values));
    assertThat(density.counts()).hasSize(24);
    // The outermost cells, a sixty-fourth of the rows each, reach beyond the picture.
    assertThat(Arrays.stream(density.counts()).sum()).isBetween(19_375.0, 20_000.0);
    // Between the 0.5 % quantiles, ±2.576, the two middle slots hold 17 % of a normal distribution.
    assertThat(density.counts()[11] + density.counts()[12]).isBetween(3_100.0, 3_700.0);
    assertThat(density.counts()[0]).isLessThan(400);
  }

  @Test
  void aColumnWithoutValuesHasNoPicture() {
    double[] nothing = {Table.NULL, Table.NULL};
    assertThat(Density.of(profile(ColumnType.DECIMAL, nothing)).bars().bars()).isEmpty();
  }

  private static NumberProfile profile(ColumnType type, double[] values) {
    Schema schema = new Schema(List.of(new Column("x", type)));
    Profiler profiler = Profiler.training(schema);
    profiler.add(new Table(schema, values.length, List.of(values)));
    return (NumberProfile) profiler.profile().columns().getFirst();
  }
}
