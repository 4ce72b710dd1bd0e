package dev.slipway.lifecycle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.Task;
import dev.slipway.core.project.Project.Feature;
import dev.slipway.core.project.Project.ModelSpec;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The training table has `miles` (integers, complete), `wind` (decimals, one missing), `origin` (text)
/// and the target `delay`.
class PackageSignatureTest {
  private static final Table TRAIN =
      new Table(
          new Schema(
              List.of(
                  new Column("miles", ColumnType.INTEGER),
                  new Column("wind", ColumnType.DECIMAL),
                  new Column("origin", ColumnType.STRING),
                  new Column("delay", ColumnType.INTEGER))),
          2,
          List.of(
              new double[] {100, 200},
              new double[] {1.5, Table.NULL},
              new String[] {"SFO", "ORD"},
              new double[] {0, 20}));

  @Test
  void orderIsTheModelsAndTypesAreTheTables() {
    Signature signature =
        signature(
            List.of("miles", "wind"),
            model(
                Field.optional("wind", ColumnType.DECIMAL),
                Field.optional("miles", ColumnType.DECIMAL)));

    assertThat(signature.inputs())
        .containsExactly(
            Field.optional("wind", ColumnType.DECIMAL),
            Field.required("miles", ColumnType.INTEGER));
  }

  @Test
  void modelWithoutNamesTakesTheFeaturesInTheirOrder() {
    Signature signature =
        signature(
            List.of("miles", "wind"),
            model(
                Field.required("f0", ColumnType.DECIMAL),
                Field.required("f1", ColumnType.DECIMAL)));

    assertThat(signature.inputs()).extracting(Field::name).containsExactly("miles", "wind");
  }

  @Test
  void undeclaredFeaturesAreTheModelsInputs() {
    Signature signature = signature(List.of(), model(Field.required("miles", ColumnType.DECIMAL)));

    assertThat(signature.inputs()).extracting(Field::name).containsExactly("miles");
  }

  @Test
  void inputThatIsNotDeclaredIsNamed() {
    assertThatThrownBy(() ->
            signature(
                List.of("miles"),
                model(
                    Field.required("miles", ColumnType.DECIMAL),
                    Field.required("wind", ColumnType.DECIMAL))))
        .hasMessageContaining("the model takes the input 'wind'");
  }

  @Test
  void featureThatTheTableLacksOrHasAsTextIsNamed() {
    assertThatThrownBy(
            () -> signature(List.of("mils"), model(Field.required("mils", ColumnType.DECIMAL))))
        .hasMessageContaining("has no column 'mils'");
    assertThatThrownBy(
            () -> signature(List.of("origin"), model(Field.required("origin", ColumnType.DECIMAL))))
        .hasMessageContaining("the model takes 'origin' as a number, but it is text");
  }

  private static Signature model(Field... inputs) {
    return new Signature(Arrays.asList(inputs), new Output.Values(List.of("prediction")));
  }

  private static Signature signature(List<String> features, Signature model) {
    ModelSpec spec =
        new ModelSpec(
            "model",
            Task.REGRESSION,
            "delay",
            Optional.empty(),
            Optional.empty(),
            features.stream().map(Feature::named).toList(),
            Optional.empty(),
            List.of(),
            "build/train.csv",
            "build/test.csv",
            Optional.empty());
    return PackageSignature.of(spec, TRAIN, model);
  }
}
