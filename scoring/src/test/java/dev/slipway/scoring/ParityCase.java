package dev.slipway.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Output;
import dev.slipway.core.model.Predictions;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.document.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/// A model file, some rows, and what the library that trained the model predicts for them.
public record ParityCase(Path model, double[][] rows, double[][] expected) {
  /// Every `*.expected` in a folder.
  public static List<Path> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".expected")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ParityCase read(Path expected) {
    try {
      Document document = Document.json(Files.readAllBytes(expected), expected.toString());
      return new ParityCase(
          expected.resolveSibling(document.field("model").text()),
          matrix(document.field("rows")),
          matrix(document.field("expected")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[][] matrix(Document rows) {
    return rows.items().stream().map(Document::numbers).toArray(double[][]::new);
  }

  /// Scores all rows at once and one by one, and compares both with what is expected.
  ///
  /// @param steps how many steps of float32 a number may be away
  public void assertParityInFloat32(int steps) {
    assertParity(expected -> steps * Math.ulp((float) expected));
  }

  /// As [#assertParityInFloat32(int)].
  ///
  /// @param relative how far a number may be away, as a share of what is expected
  public void assertParityInFloat64(double relative) {
    assertParity(expected -> relative * Math.abs(expected));
  }

  private void assertParity(DoubleUnaryOperator allowed) {
    MeasuredParity.Comparison comparison = new MeasuredParity.Comparison();
    try (Scorer scorer = new ModelFiles().load(model)) {
      Output output = scorer.signature().output();
      double[] together = score(scorer, rows);
      for (int r = 0; r < rows.length; r++) {
        double[] alone = score(scorer, new double[][] {rows[r]});
        assertThat(Arrays.copyOfRange(together, r * alone.length, (r + 1) * alone.length))
            .as("%s: row %d alone and among others", model.getFileName(), r)
            .containsExactly(alone);
        assertRow(output, alone, r, allowed, comparison);
      }
    }
    comparison.of(model);
  }

  private void assertRow(
      Output output,
      double[] actual,
      int row,
      DoubleUnaryOperator allowed,
      MeasuredParity.Comparison comparison) {
    double[] wanted = expected[row];
    if (output instanceof Output.Probabilities && wanted.length == 1 && actual.length == 2) {
      comparison.add(wanted[0], actual[1]);
      assertClose(actual[1], wanted[0], row, allowed);
    } else if (output instanceof Output.Probabilities && wanted.length == 1) {
      assertThat(Predictions.classIndex(output, actual, 0))
          .as("%s: class of row %d", model.getFileName(), row)
          .isEqualTo((int) wanted[0]);
    } else {
      assertThat(actual).hasSameSizeAs(wanted);
      for (int i = 0; i < wanted.length; i++) {
        comparison.add(wanted[i], actual[i]);
        assertClose(actual[i], wanted[i], row, allowed);
      }
    }
  }

  private void assertClose(double actual, double wanted, int row, DoubleUnaryOperator allowed) {
    assertThat(Math.abs(actual - wanted))
        .as("%s: row %d is %s, expected %s", model.getFileName(), row, actual, wanted)
        .isLessThanOrEqualTo(allowed.applyAsDouble(wanted));
  }

  private static double[] score(Scorer scorer, double[][] matrix) {
    Rows rows = Rows.forSignature(scorer.signature());
    for (double[] row : matrix) {
      int at = rows.add();
      for (int c = 0; c < row.length; c++) {
        rows.number(at, c, row[c]);
      }
    }
    double[] out = new double[matrix.length * scorer.signature().output().width()];
    scorer.score(rows, out);
    return out;
  }
}
