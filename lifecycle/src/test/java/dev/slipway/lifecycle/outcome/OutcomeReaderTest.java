package dev.slipway.lifecycle.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Task;
import dev.slipway.core.project.Truth;
import dev.slipway.core.table.ColumnType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeReaderTest {
  private static final Classes LATE = new Classes(List.of("false", "true"), ColumnType.BOOLEAN);
  private static final Classes NUMBERS = new Classes(List.of("0", "1"), ColumnType.INTEGER);
  private static final Classes NAMES = new Classes(List.of("yes", "no"), ColumnType.STRING);
  private static final Classes IRIS =
      new Classes(List.of("setosa", "versicolor", "virginica"), ColumnType.STRING);

  @Test
  void aNumberIsComparedWithTheTargetsBound() {
    OutcomeReader reader =
        reader(Task.BINARY_CLASSIFICATION, new Output.Probabilities(LATE), "> 15");
    assertThat(reader.judge(new double[] {0.3, 0.7}, "20"))
        .contains(new Judged.Binary(0.7, true, true, true));
    assertThat(reader.judge(new double[] {0.3, 0.7}, "15"))
        .contains(new Judged.Binary(0.7, true, true, false));
    assertThat(reader.judge(new double[] {0.3, 0.7}, "true").orElseThrow().loss())
        .isCloseTo(0.09, within(1e-12));
  }

  @Test
  void thePositiveClassMayStandFirst() {
    OutcomeReader reader =
        reader(Task.BINARY_CLASSIFICATION, new Output.Probabilities(NAMES), "yes");
    assertThat(reader.judge(new double[] {0.8, 0.2}, "yes"))
        .contains(new Judged.Binary(0.8, true, true, true));
    assertThat(reader.score(new double[] {0.8, 0.2})).isEqualTo(0.8);
  }

  @Test
  void aMarginIsNoProbability() {
    OutcomeReader reader = reader(Task.BINARY_CLASSIFICATION, new Output.Decision(NUMBERS), "1");
    Judged judged = reader.judge(new double[] {-0.4}, "1.0").orElseThrow();
    assertThat(judged).isEqualTo(new Judged.Binary(-0.4, false, false, true));
    assertThat(judged.loss()).isEqualTo(1);
    assertThat(reader.probability(new double[] {-0.4})).isEmpty();
  }

  @Test
  void oneOfManyClassesHasHalfTheSquaredDistanceAsLoss() {
    OutcomeReader reader =
        new OutcomeReader(
            Task.MULTICLASS_CLASSIFICATION, new Output.Probabilities(IRIS), Optional.empty());
    // (0.2² + 0.3² + 0.5²) / 2
    assertThat(reader.judge(new double[] {0.2, 0.5, 0.3}, "versicolor").orElseThrow().loss())
        .isCloseTo(0.19, within(1e-12));
    assertThat(reader.judge(new double[] {0.2, 0.5, 0.3}, "tulip")).isEmpty();
  }

  @Test
  void aRegressionsLossIsTheAbsoluteError() {
    OutcomeReader reader =
        new OutcomeReader(Task.REGRESSION, new Output.Values(List.of("delay")), Optional.empty());
    assertThat(reader.judge(new double[] {12}, "20").orElseThrow().loss()).isEqualTo(8);
    assertThat(reader.judge(new double[] {12}, "soon")).isEmpty();
    assertThat(reader.judge(new double[] {12}, "NaN")).isEmpty();
  }

  private static OutcomeReader reader(Task task, Output output, String positive) {
    return new OutcomeReader(task, output, Optional.of(new Truth(positive)));
  }
}
