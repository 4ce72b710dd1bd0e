package dev.slipway.scoring.onnx;

import static dev.slipway.scoring.onnx.OnnxModels.BOOL;
import static dev.slipway.scoring.onnx.OnnxModels.FLOAT;
import static dev.slipway.scoring.onnx.OnnxModels.INT64;
import static dev.slipway.scoring.onnx.OnnxModels.message;
import static dev.slipway.scoring.onnx.OnnxModels.model;
import static dev.slipway.scoring.onnx.OnnxModels.node;
import static dev.slipway.scoring.onnx.OnnxModels.stored;
import static dev.slipway.scoring.onnx.OnnxModels.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.ModelFiles;
import dev.slipway.scoring.onnx.file.InputColumns;
import dev.slipway.scoring.onnx.file.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What ONNX Runtime may take of the process that it runs in.
class RuntimeLimitsTest {
  @TempDir Path folder;

  private Path file(byte[] model) throws IOException {
    return Files.write(folder.resolve("model.onnx"), model);
  }

  /// A tensor of `elements` float32 numbers that nothing in the file holds, and one number of it.
  private static byte[] giant(long elements) {
    return model(
        message()
            .child(5, stored("shape", INT64, 1).number(7, elements))
            .child(1, node("ConstantOfShape", "", "shape", "giant"))
            .child(1, node("ReduceMax", "", "giant", "most").integer("keepdims", 0))
            .child(1, node("Add", "", "X", "Y").text(1, "most"))
            .text(2, "g")
            .child(11, tensor("X", FLOAT, -1, 1))
            .child(12, tensor("Y", FLOAT, -1, 1)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 29, 1L << 32, 50_000_000_000L, 1L << 60})
  void aGiantTensorFailsBeforeItIsMade(long elements) throws IOException {
    Path file = file(giant(elements));
    assertThatThrownBy(() -> new ModelFiles().load(file))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("ONNX Runtime refuses the model");
    assertThat(residentMegabytes()).isLessThan(6000);
  }

  private static long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(l -> l.startsWith("VmHWM:"))
        .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) >> 10)
        .findFirst()
        .orElse(0);
  }

  @Test
  void aTensorWithinTheLimitIsMade() throws IOException {
    try (Scorer scorer = new ModelFiles().load(file(giant(1 << 20)))) {
      Rows rows = Rows.forSignature(scorer.signature());
      rows.number(rows.add(), 0, 3);
      double[] out = new double[1];
      scorer.score(rows, out);
      assertThat(out).containsExactly(3);
    }
  }

  @Test
  void aModelOfAFixedNumberOfRowsScoresAnyNumber() throws IOException {
    // Abs is none of our own operators.
    OnnxModels graph =
        message()
            .child(1, node("Abs", "", "X", "Y"))
            .text(2, "g")
            .child(11, tensor("X", FLOAT, 3, 2))
            .child(12, tensor("Y", FLOAT, 3, 2));
    try (Scorer scorer = new ModelFiles().load(file(model(graph)))) {
      assertThat(scorer).isInstanceOf(RuntimeScorer.class);
      Rows rows = Rows.forSignature(scorer.signature());
      for (int r = 0; r < 7; r++) {
        rows.number(rows.add(), 0, -r);
        rows.number(r, 1, r + 0.5);
      }
      double[] out = new double[14];
      scorer.score(rows, out);
      assertThat(out).containsExactly(0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5);
    }
  }

  /// `Loop` asks for a number of rounds, whether to begin, and a body that gives whether to go on.
  private static byte[] endless() {
    OnnxModels body =
        message()
            .child(1, node("Identity", "", "go", "on"))
            .child(1, node("Add", "", "x", "y").text(1, "x"))
            .text(2, "body")
            .child(11, tensor("round", INT64))
            .child(11, tensor("go", BOOL))
            .child(11, tensor("x", FLOAT, -1, 1))
            .child(12, tensor("on", BOOL))
            .child(12, tensor("y", FLOAT, -1, 1));
    return model(
        message()
            .child(5, stored("rounds", INT64).number(7, Long.MAX_VALUE))
            .child(5, stored("begin", BOOL).number(5, 1))
            .child(
                1,
                node("Loop", "", "rounds", "Y").text(1, "begin").text(1, "X").graph("body", body))
            .text(2, "g")
            .child(11, tensor("X", FLOAT, -1, 1))
            .child(12, tensor("Y", FLOAT, -1, 1)));
  }

  @Test
  @Timeout(60)
  void aLoopWithoutEndIsStopped() {
    byte[] file = endless();
    OnnxModel model = OnnxModel.read(file);
    InputColumns columns = InputColumns.of(model.graph());
    assertThatThrownBy(() -> new RuntimeScorer(file, model, columns, Duration.ofMillis(300)))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("terminate");
  }

  @Test
  void initializersMustHoldWhatTheyClaim() {
    OnnxModels graph =
        message()
            .child(5, stored("w", FLOAT, 1 << 20, 1 << 10).number(7, 1))
            .child(1, node("MatMul", "", "X", "Y").text(1, "w"))
            .text(2, "g")
            .child(11, tensor("X", FLOAT, -1, 1 << 20))
            .child(12, tensor("Y", FLOAT, -1, 1 << 10));
    assertThatThrownBy(() -> OnnxModel.read(model(graph)))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("'w' of 1073741824 elements, of which the file holds 1");
  }

  @Test
  void aCycleIsNamed() {
    OnnxModels graph =
        message()
            .child(1, node("Add", "", "X", "a").text(1, "b"))
            .child(1, node("Neg", "", "a", "b"))
            .text(2, "g")
            .child(11, tensor("X", FLOAT, -1, 1))
            .child(12, tensor("b", FLOAT, -1, 1));
    assertThatThrownBy(() -> OnnxModel.read(model(graph)))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("reads 'b' before it is made");
  }

  @Test
  void subgraphsEndSomewhere() {
    OnnxModels graph = message().text(2, "deepest");
    for (int i = 0; i < 20; i++) {
      graph = message().child(1, node("If", "", "", "y" + i).graph("then_branch", graph));
    }
    byte[] file = model(graph);
    assertThatThrownBy(() -> OnnxModel.read(file))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("nests graphs deeper than 16 levels");
  }

  @Test
  void functionsOfTheFileAreRefused() {
    byte[] file = message().child(7, message()).child(25, message().text(1, "f")).bytes();
    assertThatThrownBy(() -> OnnxModel.read(file))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("functions of its own");
  }

  @Test
  void aTreeThatReturnsToItsRootIsCorrupt() {
    OnnxModels trees =
        node("TreeEnsembleRegressor", "ai.onnx.ml", "X", "Y")
            .integers("nodes_treeids", 0, 0, 0)
            .integers("nodes_nodeids", 0, 1, 2)
            .texts("nodes_modes", "BRANCH_LEQ", "BRANCH_LEQ", "LEAF")
            .integers("nodes_featureids", 0, 0, 0)
            .integers("nodes_truenodeids", 1, 0, 0)
            .integers("nodes_falsenodeids", 2, 2, 0)
            .floats("nodes_values", 1, 2, 0)
            .integers("target_treeids", 0)
            .integers("target_nodeids", 2)
            .integers("target_ids", 0)
            .floats("target_weights", 1)
            .integer("n_targets", 1);
    OnnxModels graph =
        message()
            .child(1, trees)
            .text(2, "g")
            .child(11, tensor("X", FLOAT, -1, 1))
            .child(12, tensor("Y", FLOAT, -1, 1));
    assertThatThrownBy(() -> new ModelFiles().load(file(model(graph))))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("broken tree");
  }
}
