package dev.slipway.scoring.catboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import ai.catboost.CatBoostError;
import ai.catboost.CatBoostModel;
import ai.catboost.CatBoostPredictions;
import com.google.flatbuffers.FlatBufferBuilder;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.MeasuredParity;
import dev.slipway.scoring.ModelFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// CatBoost's own library reads the same files and scores the same rows.
class CatboostNativeTest {
  private static final int ROWS = 250;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> modelsScoreAsInCatBoost() {
    record Case(String name, ModelParts model) {}
    List<Case> cases = new ArrayList<>();
    for (boolean oblivious : new boolean[] {true, false}) {
      String shape = oblivious ? "symmetric" : "branching";
      cases.add(new Case(shape + " numbers", RandomModel.of(1, 0, false, oblivious, 6, 1, "RMSE")));
      cases.add(new Case(shape + " one-hot", RandomModel.of(2, 3, false, oblivious, 6, 1, "RMSE")));
      cases.add(new Case(shape + " counters", RandomModel.of(3, 3, true, oblivious, 6, 1, "RMSE")));
      cases.add(
          new Case(shape + " classes", RandomModel.of(4, 2, true, oblivious, 5, 3, "MultiClass")));
      cases.add(
          new Case(shape + " binary", RandomModel.of(5, 2, true, oblivious, 4, 1, "Logloss")));
      cases.add(new Case(shape + " deep", RandomModel.of(6, 2, true, oblivious, 12, 1, "Poisson")));
      cases.add(
          new Case(shape + " targets", RandomModel.of(7, 0, false, oblivious, 5, 2, "MultiRMSE")));
      cases.add(
          new Case(
              shape + " labels",
              RandomModel.of(8, 1, true, oblivious, 5, 3, "MultiClassOneVsAll")));
    }
    return cases.stream()
        .flatMap(c ->
            Stream.of(
                DynamicTest.dynamicTest(
                    c.name + ", json",
                    () ->
                        compare(
                            c.model,
                            ModelWriter.json(c.model).getBytes(StandardCharsets.UTF_8),
                            "json")),
                DynamicTest.dynamicTest(
                    c.name + ", cbm", () -> compare(c.model, ModelWriter.cbm(c.model), "bin"))));
  }

  private void compare(ModelParts model, byte[] bytes, String format)
      throws IOException, CatBoostError {
    Path file = Files.write(folder.resolve("model"), bytes);
    Random random = new Random(9);
    MeasuredParity.Comparison comparison = new MeasuredParity.Comparison();
    try (Scorer scorer = new ModelFiles().load(file);
        CatBoostModel truth = CatBoostModel.loadModel(file.toString(), format)) {
      assertThat(scorer.signature().inputs())
          .hasSize(model.floats().size() + model.categories().size());
      Rows rows = Rows.forSignature(scorer.signature());
      float[][] numbers = new float[ROWS][model.floats().size()];
      String[][] texts = new String[ROWS][model.categories().size()];
      for (int r = 0; r < ROWS; r++) {
        rows.add();
        for (int f = 0; f < numbers[r].length; f++) {
          numbers[r][f] = number(random, model.floats().get(f), r);
          rows.number(r, model.floats().get(f).input(), numbers[r][f]);
        }
        for (int c = 0; c < texts[r].length; c++) {
          boolean unseen = random.nextInt(6) == 0;
          texts[r][c] =
              unseen
                  ? "unseen " + random.nextInt()
                  : RandomModel.WORDS.get(random.nextInt(RandomModel.WORDS.size()));
          rows.text(r, model.categories().get(c).input(), texts[r][c]);
        }
      }
      CatBoostPredictions expected =
          truth.predict(numbers, texts[0].length == 0 ? (String[][]) null : texts);
      int width = scorer.signature().output().width();
      double[] together = new double[ROWS * width];
      scorer.score(rows, together);
      for (int r = 0; r < ROWS; r++) {
        double[] raw = new double[model.outputs()];
        for (int o = 0; o < raw.length; o++) {
          raw[o] = expected.get(r, o);
        }
        double[] wanted = linked(model.training().loss(), raw);
        double[] row = Arrays.copyOfRange(together, r * width, (r + 1) * width);
        for (int o = 0; o < width; o++) {
          comparison.add(wanted[o], row[o]);
          assertThat(row[o]).as("row %d, output %d", r, o).isCloseTo(wanted[o], offset(1e-13));
        }
        assertThat(alone(scorer, rows, r)).containsExactly(row);
      }
      assertThat(Arrays.stream(together).distinct().count()).isGreaterThan(30);
    }
    comparison.of(file);
  }

  /// The links of the losses, by their definitions: the library gives raw scores only.
  private static double[] linked(String loss, double[] raw) {
    return switch (loss) {
      case "Logloss" -> new double[] {1 - 1 / (1 + Math.exp(-raw[0])), 1 / (1 + Math.exp(-raw[0]))};
      case "Poisson" -> new double[] {Math.exp(raw[0])};
      case "MultiClassOneVsAll" ->
          Arrays.stream(raw).map(score -> 1 / (1 + Math.exp(-score))).toArray();
      case "MultiClass" -> {
        double sum = Arrays.stream(raw).map(Math::exp).sum();
        yield Arrays.stream(raw).map(score -> Math.exp(score) / sum).toArray();
      }
      default -> raw;
    };
  }

  private static double[] alone(Scorer scorer, Rows rows, int row) {
    Rows one = Rows.forSignature(scorer.signature());
    one.add();
    for (int c = 0; c < rows.width(); c++) {
      one.number(0, c, rows.number(row, c));
      if (rows.hasTexts()) {
        one.text(0, c, rows.text(row, c));
      }
    }
    double[] out = new double[scorer.signature().output().width()];
    scorer.score(one, out);
    return out;
  }

  private static float number(Random random, FloatFeature feature, int row) {
    float[] extremes = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, -0f, 1e30f};
    if (row < extremes.length) {
      return extremes[row];
    }
    return switch (random.nextInt(6)) {
      case 0 -> Float.NaN;
      case 1 -> feature.borders()[random.nextInt(feature.borders().length)];
      default -> (float) random.nextGaussian();
    };
  }

  @Test
  void namesAndTypesComeFromBothFormats() throws IOException {
    ModelParts model = RandomModel.of(4, 2, true, true, 5, 3, "MultiClass");
    for (byte[] bytes :
        List.of(ModelWriter.cbm(model), ModelWriter.json(model).getBytes(StandardCharsets.UTF_8))) {
      try (Scorer scorer = new ModelFiles().load(Files.write(folder.resolve("model"), bytes))) {
        assertThat(scorer.signature().inputs().stream().map(f -> f.name() + " " + f.type()))
            .containsExactly(
                "f0 DECIMAL",
                "n1 DECIMAL",
                "c0 STRING",
                "c1 STRING",
                "n2 DECIMAL",
                "n3 DECIMAL",
                "n4 DECIMAL");
        assertThat(scorer.signature().output())
            .isInstanceOfSatisfying(
                Output.Probabilities.class,
                p -> assertThat(p.classes().labels()).containsExactly("late", "early", "never"));
      }
    }
  }

  @Test
  void textAndEmbeddingFeaturesAreRefusedByName() throws IOException {
    for (int field : new int[] {12, 18}) {
      FlatBufferBuilder b = new FlatBufferBuilder();
      int name = b.createString("review");
      b.startTable(3);
      b.addInt(1, 0, -1);
      b.addOffset(2, name, 0);
      int features = b.createVectorOfTables(new int[] {b.endTable()});
      b.startTable(19);
      b.addInt(0, 1, 0);
      b.addOffset(field, features, 0);
      int trees = b.endTable();
      int format = b.createString("FlabuffersModel_v1");
      b.startTable(4);
      b.addOffset(0, format, 0);
      b.addOffset(1, trees, 0);
      b.finish(b.endTable());
      ByteBuffer bytes =
          ByteBuffer.allocate(8 + b.sizedByteArray().length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.put("CBM1".getBytes(StandardCharsets.US_ASCII));
      bytes.putInt(b.sizedByteArray().length).put(b.sizedByteArray());
      Path file = Files.write(folder.resolve("model"), bytes.array());
      assertThatThrownBy(() -> new ModelFiles().load(file))
          .hasMessageContaining("features (here 'review') are not supported")
          .hasMessageContaining("Python worker");
    }
  }
}
