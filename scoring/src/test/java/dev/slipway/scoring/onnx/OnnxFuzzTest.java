package dev.slipway.scoring.onnx;

import static dev.slipway.scoring.onnx.OnnxModels.FLOAT;
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
import dev.slipway.scoring.onnx.file.InputColumns;
import dev.slipway.scoring.onnx.file.OnnxModel;
import dev.slipway.scoring.onnx.kernel.Program;
import dev.slipway.scoring.onnx.kernel.RuntimeSafety;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Broken bytes are refused with our own error and nothing else, by our engines and by ONNX Runtime, which
/// sees only what our reader accepts.
class OnnxFuzzTest {
  private static List<byte[]> models() {
    List<String> modes = List.of("BRANCH_LEQ", "BRANCH_EQ", "BRANCH_GT");
    RandomTrees values = new RandomTrees(new Random(1), modes).grow(3, 3, false, 0);
    RandomTrees classes = new RandomTrees(new Random(2), modes).grow(2, 3, true, 0, 1, 2);
    OnnxModels pipeline =
        message()
            .child(
                5, stored("w", FLOAT, 3, 2).child(9, message().text(1, "0123456789012345678901")))
            .child(5, stored("shape", OnnxModels.INT64, 2).number(7, -1).number(7, 2))
            .child(1, node("Scaler", "ai.onnx.ml", "X", "s").floats("offset", 1).floats("scale", 2))
            .child(
                1,
                node("Imputer", "ai.onnx.ml", "s", "i")
                    .floats("imputed_value_floats", 1)
                    .number("replaced_value_float", Float.NaN))
            .child(1, node("Normalizer", "ai.onnx.ml", "i", "n").word("norm", "L2"))
            .child(1, node("MatMul", "", "n", "m").text(1, "w"))
            .child(1, node("Softmax", "", "m", "p").integer("axis", 1))
            .child(1, node("Reshape", "", "p", "Y").text(1, "shape"))
            .text(2, "g")
            .child(11, tensor("X", FLOAT, -1, 3))
            .child(12, tensor("Y", FLOAT, -1, 2));
    return List.of(
        values.regressor(1, "SUM", "NONE", FLOAT, values.base(1)),
        classes.classifier(3, true, "SOFTMAX", FLOAT, classes.base(3)),
        model(pipeline));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  @Timeout(120)
  void aMutatedModelIsRefusedOrScores(int which) throws IOException {
    byte[] model = models().get(which);
    assertThat(mutate(model, 400, which)).isBetween(40, 400);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  @Tag("slow")
  void manyMutatedModelsAreRefusedOrScore(int which) throws IOException {
    assertThat(mutate(models().get(which), 40_000, 100 + which)).isBetween(4_000, 40_000);
  }

  private static int mutate(byte[] model, int rounds, long seed) throws IOException {
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < rounds; i++) {
      byte[] mutated = model;
      for (int m = 0; m <= random.nextInt(3); m++) {
        mutated = mutate(mutated, random);
      }
      // Should the process die, this is what it died of.
      Files.write(Path.of("target/onnx-fuzz"), mutated);
      refused += refuses(mutated) ? 1 : 0;
    }
    return refused;
  }

  /// Both engines are asked, so that the runtime sees whatever our reader accepts.
  private static boolean refuses(byte[] mutated) {
    OnnxModel model;
    InputColumns columns;
    try {
      model = OnnxModel.read(mutated);
      columns = InputColumns.of(model.graph());
    } catch (SlipwayException e) {
      assertThat(e.getMessage()).hasSizeLessThan(600);
      return true;
    }
    boolean refused = false;
    try {
      Scorer scorer = CompiledScorer.of(Program.compile(model, columns), columns);
      score(scorer);
    } catch (SlipwayException e) {
      refused = true;
    }
    try {
      RuntimeSafety.check(model);
    } catch (SlipwayException e) {
      return true;
    }
    try (Scorer scorer = new RuntimeScorer(mutated, model, columns, Duration.ofSeconds(2))) {
      score(scorer);
    } catch (SlipwayException e) {
      refused = true;
    }
    return refused;
  }

  private static void score(Scorer scorer) {
    Rows rows = Rows.forSignature(scorer.signature());
    rows.add();
    rows.add();
    scorer.score(rows, new double[2 * scorer.signature().output().width()]);
  }

  private static byte[] mutate(byte[] model, Random random) {
    int at = random.nextInt(model.length);
    int length = Math.min(1 + random.nextInt(30), model.length - at);
    byte[] changed = model.clone();
    return switch (random.nextInt(6)) {
      case 0 -> splice(model, at, at + length, new byte[0]);
      case 1 -> splice(model, at, at, Arrays.copyOfRange(model, at, at + length));
      case 2 -> {
        changed[at] = (byte) random.nextInt();
        yield changed;
      }
      case 3 -> {
        changed[at] ^= (byte) (1 << random.nextInt(8));
        yield changed;
      }
      case 4 -> {
        changed[at] = (byte) (random.nextBoolean() ? 0x7f : 0);
        yield changed;
      }
      default -> {
        int from = random.nextInt(model.length - length + 1);
        System.arraycopy(model, from, changed, at, length);
        yield changed;
      }
    };
  }

  private static byte[] splice(byte[] model, int from, int to, byte[] insert) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(model, 0, from);
    out.writeBytes(insert);
    out.write(model, to, model.length - to);
    return out.toByteArray();
  }

  @Test
  @Timeout(60)
  void randomBytesAreRefused() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      assertThatThrownBy(() -> OnnxModel.read(bytes)).isInstanceOf(SlipwayException.class);
    }
  }

  @Test
  void millionsOfEmptyNodesAreRefused() {
    byte[] empty = new byte[2 * 3_000_000];
    for (int i = 0; i < empty.length; i += 2) {
      empty[i] = 0x0a;
    }
    byte[] file = message().child(7, message().raw(empty)).bytes();
    assertThatThrownBy(() -> OnnxModel.read(file))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("parts");
  }

  @Test
  void typesNestedInTypesEndSomewhere() {
    OnnxModels type = message().child(1, message().number(1, FLOAT));
    for (int i = 0; i < 5_000; i++) {
      type = message().child(4, message().child(1, type));
    }
    byte[] file =
        message().child(7, message().child(11, message().text(1, "X").child(2, type))).bytes();
    assertThatThrownBy(() -> OnnxModel.read(file))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("nests types");
  }

  @Test
  void anEndlessNumberIsRefused() {
    byte[] file = new byte[12];
    Arrays.fill(file, (byte) 0xff);
    file[0] = 0x08;
    assertThatThrownBy(() -> OnnxModel.read(file))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("endless number");
  }

  @Test
  void packedAndSeparateListsAreTheSame() {
    OnnxModels separate =
        node("Binarizer", "ai.onnx.ml", "X", "Y").integers("a", 1, 300, -1).floats("b", 1, 2);
    OnnxModels packed =
        node("Binarizer", "ai.onnx.ml", "X", "Y").packedIntegers("a", 1, 300, -1).floats("b", 1, 2);
    assertThat(attribute(packed)).containsExactly(attribute(separate));
  }

  private static long[] attribute(OnnxModels node) {
    OnnxModels graph = message().child(11, tensor("X", FLOAT, -1, 1)).child(1, node);
    return OnnxModel.read(model(graph)).nodes().getFirst().integers("a");
  }
}
