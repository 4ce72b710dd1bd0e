package dev.slipway.scoring.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import dev.slipway.scoring.ModelFiles;
import dev.slipway.scoring.column.DatePart.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturePlanTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Column("date", ColumnType.DATETIME),
              new Column("distance", ColumnType.DECIMAL),
              new Column("origin", ColumnType.STRING),
              new Column("gate", ColumnType.INTEGER)));

  // A Saturday and a Sunday, one of them before 1970; BOS twice as often as ATL.
  private static final Table TRAIN =
      new Table(
          SCHEMA,
          4,
          List.of(
              new double[] {
                millis("2001-06-30T23:59:59Z"),
                millis("1969-12-28T00:30:00Z"),
                millis("2000-02-29T12:00:00Z"),
                0
              },
              new double[] {100, 200.5, Table.NULL, -1},
              new String[] {"BOS", "ATL", "BOS", null},
              new double[] {10, 9, 10, 2}));
  private static final double[] TARGET = {1, 0, 0, 1};

  private static double millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  private static FeaturePlan fit(FeatureSpec... specs) {
    return FeaturePlan.fit(TRAIN, List.of(specs), TARGET);
  }

  @Test
  void partsOfAMomentAreReadInUtc() {
    FeaturePlan plan =
        fit(
            new FeatureSpec.Date("date", Part.HOUR),
            new FeatureSpec.Date("date", Part.MINUTE_OF_DAY),
            new FeatureSpec.Date("date", Part.DAY_OF_WEEK),
            new FeatureSpec.Date("date", Part.DAY_OF_MONTH),
            new FeatureSpec.Date("date", Part.MONTH),
            new FeatureSpec.Date("date", Part.DAY_OF_YEAR));
    assertThat(plan.matrix(TRAIN))
        .containsExactly(
            23, 1439, 6, 30, 6, 181, 0, 30, 7, 28, 12, 362, 12, 720, 2, 29, 2, 60, 0, 0, 4, 1, 1,
            1);
    assertThat(plan.names()).startsWith("date_hour", "date_minute_of_day");
  }

  @Test
  void codesFollowTheNaturalOrderAndUnseenValuesAreMissingOrOther() {
    FeaturePlan plan =
        fit(
            new FeatureSpec.Code("origin", FeatureSpec.Unseen.MISSING),
            new FeatureSpec.Code("origin", FeatureSpec.Unseen.OTHER),
            new FeatureSpec.Code("gate", FeatureSpec.Unseen.OTHER));
    assertThat(plan.matrix(TRAIN))
        .containsExactly(1, 1, 2, 0, 0, 1, 1, 1, 2, Float.NaN, Float.NaN, 0);
    Table unseen =
        new Table(
            SCHEMA,
            1,
            List.of(new double[1], new double[1], new String[] {"LAX"}, new double[] {3}));
    assertThat(plan.matrix(unseen)).containsExactly(Float.NaN, 2, 3);
  }

  @Test
  void targetMeansAreDrawnTowardsTheMeanOfAllRows() {
    // All rows: 2 of 4. BOS: 1 of 2; ATL: 0 of 1. With smoothing 2: (1 + 2 * 0.5) / 4 and (0 + 1) /
    // 3.
    FeaturePlan plan = fit(new FeatureSpec.TargetMean("origin", 2));
    assertThat(plan.matrix(TRAIN)).containsExactly(0.5f, 1 / 3f, 0.5f, 0.5f);
  }

  @Test
  void frequenciesAreSharesOfAllRows() {
    FeaturePlan plan = fit(new FeatureSpec.Frequency("origin"));
    assertThat(plan.matrix(TRAIN)).containsExactly(0.5f, 0.25f, 0.5f, Float.NaN);
  }

  @Test
  void anInputMayBeMissingWhereTrainingHadMissingValues() {
    FeaturePlan plan =
        FeaturePlan.fit(
            TRAIN, FeatureSpec.defaults(SCHEMA, List.of("distance", "origin", "gate")), TARGET);
    assertThat(plan.inputs())
        .containsExactly(
            Field.optional("distance", ColumnType.DECIMAL),
            Field.optional("origin", ColumnType.STRING),
            Field.required("gate", ColumnType.INTEGER));
  }

  @Test
  void aPlanSurvivesItsFile(@TempDir Path folder) {
    FeaturePlan plan =
        fit(
                new FeatureSpec.Number("distance"),
                new FeatureSpec.Date("date", Part.MONTH),
                new FeatureSpec.Code("origin", FeatureSpec.Unseen.MISSING),
                new FeatureSpec.TargetMean("gate", 1),
                new FeatureSpec.Frequency("origin"))
            .predicting(
                new Output.Probabilities(
                    new Classes(List.of("on time", "late"), ColumnType.STRING)));
    plan.write(folder);
    assertThat(FeaturePlan.read(folder)).isEqualTo(plan);
    assertThat(FeaturePlan.read(folder).matrix(TRAIN)).containsExactly(plan.matrix(TRAIN));
  }

  @Test
  void aFolderWithAPlanAndAModelTakesTheRawColumns(@TempDir Path folder) throws Exception {
    // The stored model reads six numbers.
    Files.copy(
        Path.of("src/test/resources/xgboost/1.7.4/binary_ubj.ubj"), folder.resolve("model.ubj"));
    FeaturePlan plan =
        fit(
                new FeatureSpec.Number("distance"),
                new FeatureSpec.Date("date", Part.MONTH),
                new FeatureSpec.Code("origin", FeatureSpec.Unseen.MISSING),
                new FeatureSpec.TargetMean("origin", 1),
                new FeatureSpec.Frequency("origin"),
                new FeatureSpec.Number("gate"))
            .predicting(
                new Output.Probabilities(
                    new Classes(List.of("on time", "late"), ColumnType.STRING)));
    plan.write(folder);
    try (Scorer scorer = new ModelFiles().load(folder);
        Scorer bare = new ModelFiles().load(folder.resolve("model.ubj"))) {
      assertThat(scorer.signature().inputs()).isEqualTo(plan.inputs());
      assertThat(scorer.signature().output()).isEqualTo(plan.output().orElseThrow());
      double[] actual = new double[8];
      scorer.score(Rows.of(scorer.signature(), TRAIN), actual);
      double[] expected = new double[8];
      bare.score(matrixRows(plan.matrix(TRAIN)), expected);
      assertThat(actual).containsExactly(expected);
    }
  }

  private static Rows matrixRows(float[] matrix) {
    Rows rows = new Rows(6, false, 4);
    for (int i = 0; i < matrix.length; i++) {
      rows.numbers()[i] = matrix[i];
    }
    return rows;
  }

  @Test
  void aPlanForAnotherModelIsRefused(@TempDir Path folder) throws Exception {
    Files.copy(
        Path.of("src/test/resources/xgboost/1.7.4/binary_ubj.ubj"), folder.resolve("model.ubj"));
    fit(new FeatureSpec.Number("distance")).write(folder);
    assertThatThrownBy(() -> new ModelFiles().load(folder))
        .hasMessageContaining("features.json makes 1 columns, but the model reads 6");
  }

  @Test
  void aColumnThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> fit(new FeatureSpec.Number("dist")))
        .hasMessageContaining("no column 'dist'")
        .hasMessageContaining("distance");
  }

  @Test
  void textIsNoNumber() {
    assertThatThrownBy(() -> fit(new FeatureSpec.Number("origin")))
        .hasMessageContaining("column 'origin' is text");
  }
}
