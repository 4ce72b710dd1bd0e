package dev.slipway.scoring.onnx;

import static dev.slipway.scoring.onnx.OnnxModels.FLOAT;
import static dev.slipway.scoring.onnx.OnnxModels.INT64;
import static dev.slipway.scoring.onnx.OnnxModels.STRING;
import static dev.slipway.scoring.onnx.OnnxModels.message;
import static dev.slipway.scoring.onnx.OnnxModels.model;
import static dev.slipway.scoring.onnx.OnnxModels.node;
import static dev.slipway.scoring.onnx.OnnxModels.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.ModelFiles;
import dev.slipway.scoring.ModelInspector;
import dev.slipway.scoring.format.Inspection;
import dev.slipway.scoring.onnx.file.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFormatTest {
  private static final String ML = "ai.onnx.ml";

  @TempDir Path folder;

  private static OnnxModels regression() {
    return message()
        .child(
            1,
            node("LinearRegressor", ML, "X", "Y")
                .floats("coefficients", 2, -1)
                .floats("intercepts", 0.5f))
        .text(2, "g")
        .child(11, tensor("X", FLOAT, -1, 2))
        .child(12, tensor("Y", FLOAT, -1, 1));
  }

  private Path file(byte[] model) throws IOException {
    return Files.write(folder.resolve("model.onnx"), model);
  }

  private static Rows rows(Scorer scorer, double[]... numbers) {
    Rows rows = Rows.forSignature(scorer.signature());
    for (double[] row : numbers) {
      int at = rows.add();
      for (int c = 0; c < row.length; c++) {
        rows.number(at, c, row[c]);
      }
    }
    return rows;
  }

  @Test
  void aRegressionGivesItsValues() throws IOException {
    try (Scorer scorer = new ModelFiles().load(file(model(regression())))) {
      assertThat(scorer.signature().inputs())
          .containsExactly(
              Field.optional("f0", ColumnType.DECIMAL), Field.optional("f1", ColumnType.DECIMAL));
      double[] out = new double[2];
      scorer.score(rows(scorer, new double[] {1, 2}, new double[] {3, 0}), out);
      assertThat(out).containsExactly(0.5, 6.5);
    }
  }

  @Test
  void aClassifierGivesTheProbabilitiesOfItsMap() throws IOException {
    // Two classes with scores -x and x, so p(late) = 1 / (1 + exp(-x)).
    OnnxModels graph =
        message()
            .child(
                1,
                node("LinearClassifier", ML, "X", "label", "scores")
                    .floats("coefficients", -1, 1)
                    .floats("intercepts", 0, 0)
                    .texts("classlabels_strings", "early", "late")
                    .word("post_transform", "LOGISTIC"))
            .child(
                1,
                node("ZipMap", ML, "scores", "probabilities")
                    .texts("classlabels_strings", "early", "late"))
            .text(2, "g")
            .child(11, tensor("X", FLOAT, -1, 1))
            .child(12, tensor("label", STRING, -1))
            .child(12, message().text(1, "probabilities").child(2, mapOfStrings()));
    try (Scorer scorer = new ModelFiles().load(file(model(graph)))) {
      assertThat(scorer.signature().output())
          .isEqualTo(
              new Output.Probabilities(new Classes(List.of("early", "late"), ColumnType.STRING)));
      double[] out = new double[4];
      scorer.score(rows(scorer, new double[] {1}, new double[] {-2}), out);
      assertThat(out[1]).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-6));
      assertThat(out[2]).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-6));
    }
  }

  /// The type seq(map(string, tensor(float))).
  private static OnnxModels mapOfStrings() {
    OnnxModels value = message().child(1, message().number(1, FLOAT));
    OnnxModels map = message().number(1, STRING).child(2, value);
    return message().child(4, message().child(1, message().child(5, map)));
  }

  @Test
  void aTensorAColumnGivesNamedInputs() throws IOException {
    OnnxModels concat = node("Cast", "", "gates", "gates_float").integer("to", FLOAT);
    OnnxModels add =
        message().text(1, "distance").text(1, "gates_float").text(2, "Y").text(4, "Add");
    OnnxModels graph =
        message()
            .child(1, concat)
            .child(1, add)
            .text(2, "g")
            .child(11, tensor("distance", FLOAT, -1, 1))
            .child(11, tensor("gates", INT64, -1, 1))
            .child(12, tensor("Y", FLOAT, -1, 1));
    try (Scorer scorer = new ModelFiles().load(file(model(graph)))) {
      assertThat(scorer.signature().inputs())
          .containsExactly(
              Field.optional("distance", ColumnType.DECIMAL),
              Field.required("gates", ColumnType.INTEGER));
      double[] out = new double[1];
      scorer.score(rows(scorer, new double[] {1.5, 3}), out);
      assertThat(out).containsExactly(4.5);
    }
  }

  @Test
  void tensorsInOtherFilesAreRefusedBeforeTheRuntimeSeesThem() {
    OnnxModels secret = message().text(1, "location").text(2, "../../etc/passwd");
    OnnxModels tensor = message().number(1, 2).number(2, FLOAT).child(13, secret).number(14, 1);
    assertRefused(model(regression().child(5, tensor)), "keeps tensors in other files");
  }

  @Test
  void operatorsOfOtherDomainsAreNamed() {
    OnnxModels graph = regression().child(1, node("Evil", "com.example", "X", "Z"));
    assertRefused(model(graph), "operator 'Evil' of 'com.example'");
  }

  @Test
  void anOperatorThatNobodyKnowsIsNamed() {
    OnnxModels graph =
        message()
            .child(1, node("NoSuchOperator", "", "X", "Y"))
            .text(2, "g")
            .child(11, tensor("X", FLOAT, -1, 2))
            .child(12, tensor("Y", FLOAT, -1, 2));
    assertRefused(model(graph), "NoSuchOperator");
  }

  private void assertRefused(byte[] model, String message) {
    assertThatThrownBy(() -> new ModelFiles().load(file(model)))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anInspectionListsTheOperators() throws IOException {
    Inspection inspection = new ModelInspector(new ModelFiles()).inspect(file(model(regression())));
    assertThat(inspection.outline()).containsExactly("LinearRegressor");
    assertThat(inspection.versions()).containsEntry("producer", "slipway-test");
    assertThat(inspection.verdict()).isEqualTo(Inspection.Verdict.SUPPORTED);
  }

  @Test
  void theScanOfAMutatedFileEndsInOurOwnErrorOnly() {
    byte[] model = model(regression());
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 5000; i++) {
      byte[] mutated = Arrays.copyOf(model, model.length - (i % 3 == 0 ? random.nextInt(20) : 0));
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      try {
        OnnxModel.read(mutated);
      } catch (SlipwayException _) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(500);
  }
}
