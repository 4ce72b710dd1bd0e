package dev.slipway.scoring.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.ModelFiles;
import dev.slipway.scoring.ModelInspector;
import dev.slipway.scoring.Python;
import dev.slipway.scoring.document.Document;
import dev.slipway.scoring.format.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that Python made, served by Python: the answers are scikit-learn's own, to the last bit.
final class PythonFilesTest {
  @TempDir private static Path folder;

  private final ModelFiles files =
      new ModelFiles(PythonModels.allowed(PythonModelFolder.ONE_WORKER));

  @BeforeAll
  static void train() {
    Python.needs("sklearn");
    Python.needs("pandas");
    Python.script("python_models.py", folder);
  }

  @Test
  void aPickleThatIsNotCompiledAnswersAsScikitLearnDoes() throws IOException {
    try (Scorer scorer = files.load(folder.resolve("process.pkl"))) {
      assertThat(scorer.format()).isEqualTo("python");
      assertThat(scorer.signature().output())
          .isEqualTo(
              new Output.Probabilities(
                  new Classes(List.of("no", "perhaps", "yes"), ColumnType.STRING)));
      assertAnswers(scorer, "process.json");
    }
  }

  @Test
  void aPickleThatNamesACommandIsNotLoadedEvenSo() throws IOException {
    Path touched = folder.resolve("touched");
    Path model =
        Files.writeString(
            folder.resolve("command.pkl"), "cos\nsystem\n(S'touch %s'\ntR.".formatted(touched));
    assertThatThrownBy(() -> files.load(model))
        .isInstanceOfSatisfying(
            SlipwayException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL))
        .hasMessageContaining("os.system")
        .hasMessageContaining("with or without --allow-python");
    assertThat(touched).doesNotExist();
  }

  @Test
  void textInputsAreFoundInTheEncodersOfAPipeline() throws IOException {
    try (Scorer scorer = files.load(folder.resolve("mixed"))) {
      assertThat(scorer.signature().inputs())
          .containsExactly(
              Field.required("amount", ColumnType.DECIMAL),
              Field.required("city", ColumnType.STRING),
              Field.required("age", ColumnType.DECIMAL));
      assertThat(scorer.signature().output()).isEqualTo(new Output.Values(List.of("prediction")));
      assertAnswers(scorer, "mixed.json");
    }
  }

  @Test
  void anMlflowModelIsLoadedByItsOwnModule() throws IOException {
    try (Scorer scorer = files.load(folder.resolve("pyfunc"))) {
      assertThat(scorer.signature().inputs())
          .containsExactly(
              Field.required("amount due", ColumnType.DECIMAL),
              Field.required("it's long enough to be folded over two lines", ColumnType.INTEGER),
              Field.optional("city", ColumnType.STRING));
      Rows rows = Rows.forSignature(scorer.signature());
      rows.add();
      rows.number(0, 0, 2.5);
      rows.number(0, 1, 4);
      rows.text(0, 2, "Bern");
      double[] out = new double[1];
      scorer.score(rows, out);
      assertThat(out).containsExactly(2.5 * 3 + 4 + "Bern".length());
    }
  }

  @Test
  void whatCanBeCompiledNeedsNoPythonEvenWhereItIsAllowed() {
    try (Scorer scorer = files.load(folder.resolve("compiled.pkl"))) {
      assertThat(scorer.format()).isEqualTo("sklearn");
    }
  }

  @Test
  void nothingRunsUnlessItIsAllowed() {
    for (String file : List.of("process.pkl", "mixed", "pyfunc", "marks.pkl")) {
      assertThatThrownBy(() -> new ModelFiles().load(folder.resolve(file)))
          .isInstanceOfSatisfying(
              SlipwayException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL))
          .hasMessageContaining("--allow-python");
      Inspection inspection = new ModelInspector(new ModelFiles()).inspect(folder.resolve(file));
      assertThat(inspection.verdict()).isNotEqualTo(Inspection.Verdict.SUPPORTED);
      assertThat(String.join("\n", inspection.reasons()))
          .contains(file.equals("marks.pkl") ? "never load it in Python" : "--allow-python");
    }
    // marks.pkl makes this folder when it is loaded, and pyfunc and mixed when they are imported.
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void aFolderIsInspectedByItsManifestAndItsPickle() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("described"));
    Files.copy(folder.resolve("compiled.pkl"), copy.resolve("model.pkl"));
    Files.writeString(copy.resolve("predict.py"), "def predict(model, data): return data.x");
    Files.writeString(
        copy.resolve("predict.json"),
        """
        {"inputs": [{"name": "x", "type": "decimal"}], "output": {"kind": "values", "names": ["y"]}}
        """);
    Inspection inspection = new ModelInspector(new ModelFiles()).inspect(copy);
    assertThat(inspection.format()).isEqualTo("python");
    assertThat(inspection.signature().orElseThrow().output())
        .isEqualTo(new Output.Values(List.of("y")));
    assertThat(inspection.outline()).hasSizeGreaterThan(1).first().isEqualTo("Python(predict.py)");
    assertThat(inspection.versions()).containsKey("scikit-learn");
    assertThat(inspection.globals()).isNotEmpty();
  }

  private static void assertAnswers(Scorer scorer, String expected) throws IOException {
    Document document = Document.json(Files.readAllBytes(folder.resolve(expected)), expected);
    List<Document> cells = document.field("rows").items();
    List<Document> answers = document.field("expected").items();
    assertThat(cells).hasSize(200);
    Rows rows = Rows.forSignature(scorer.signature());
    for (Document row : cells) {
      int at = rows.add();
      List<Document> values = row.items();
      for (int c = 0; c < values.size(); c++) {
        if (values.get(c).isText()) {
          rows.text(at, c, values.get(c).text());
        } else {
          rows.number(at, c, values.get(c).number());
        }
      }
    }
    int width = scorer.signature().output().width();
    double[] out = new double[rows.size() * width];
    scorer.score(rows, out);
    for (int r = 0; r < rows.size(); r++) {
      assertThat(java.util.Arrays.copyOfRange(out, r * width, (r + 1) * width))
          .containsExactly(answers.get(r).numbers());
    }
  }
}
