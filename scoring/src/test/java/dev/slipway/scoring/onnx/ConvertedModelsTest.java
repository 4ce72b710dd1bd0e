package dev.slipway.scoring.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.MeasuredParity;
import dev.slipway.scoring.Python;
import dev.slipway.scoring.document.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Models that scikit-learn and XGBoost trained, in the layout of their converters, are compiled, and give
/// what their library gives and what ONNX Runtime gives.
class ConvertedModelsTest {
  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> scoreAsTheirLibrariesDo() throws IOException {
    Python.needs("onnx, sklearn, xgboost");
    Python.script("onnx_models.py", folder);
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> cases = files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
      assertThat(cases).hasSize(18);
      return cases.stream()
          .map(c -> DynamicTest.dynamicTest(c.getFileName().toString(), () -> check(c)));
    }
  }

  private static void check(Path file) throws IOException {
    Document document = Document.json(Files.readAllBytes(file), file.toString());
    Path path = file.resolveSibling(document.field("model").text());
    byte[] model = Files.readAllBytes(path);
    MeasuredParity.Comparison comparison = new MeasuredParity.Comparison();
    List<Document> expected = document.field("expected").items();
    double tolerance = document.field("tolerance").number();
    double runtime = document.field("runtime").number();
    try (BothEngines both = BothEngines.load(model)) {
      Rows rows = rows(both.compiled(), document);
      double[] ours = score(both.compiled(), rows);
      double[] theirs = score(both.runtime(), rows);
      assertThat(both.compiled().signature()).isEqualTo(both.runtime().signature());
      int width = both.compiled().signature().output().width();
      for (int i = 0; i < ours.length; i++) {
        double wanted = expected.get(i / width).numbers()[i % width];
        assertThat(Math.abs(ours[i] - wanted))
            .as("%s: number %d is %s, the library gives %s", file, i, ours[i], wanted)
            .isLessThanOrEqualTo(tolerance * Math.max(1, Math.abs(wanted)));
        comparison.add(theirs[i], ours[i]);
        assertThat(Math.abs(ours[i] - theirs[i]))
            .as("%s: number %d is %s, the runtime gives %s", file, i, ours[i], theirs[i])
            .isLessThanOrEqualTo(
                Math.max(
                    2 * Math.ulp((float) theirs[i]), runtime * Math.max(1, Math.abs(theirs[i]))));
      }
    }
    comparison.of(path);
  }

  private static Rows rows(Scorer scorer, Document document) {
    List<Document> texts = document.field("texts").items();
    Rows rows = Rows.forSignature(scorer.signature());
    for (Document row : document.field("rows").items()) {
      double[] cells = row.numbers();
      int at = rows.add();
      for (int c = 0; c < cells.length; c++) {
        if (scorer.signature().inputs().get(c).type() == ColumnType.STRING) {
          rows.text(at, c, texts.get(c).texts().get((int) cells[c]));
        } else {
          rows.number(at, c, cells[c]);
        }
      }
    }
    return rows;
  }

  private static double[] score(Scorer scorer, Rows rows) {
    double[] out = new double[rows.size() * scorer.signature().output().width()];
    scorer.score(rows, out);
    return out;
  }
}
