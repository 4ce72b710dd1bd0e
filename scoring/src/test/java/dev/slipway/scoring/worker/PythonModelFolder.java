package dev.slipway.scoring.worker;

import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.table.Column;
import dev.slipway.scoring.ModelFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A folder with a Python model, written by a test.
public record PythonModelFolder(Path path) {
  public static final PythonSettings ONE_WORKER =
      new PythonSettings("/usr/bin/python3", 1, Duration.ofSeconds(30), 1L << 30);

  public static PythonModelFolder in(Path folder, String program) {
    return new PythonModelFolder(folder).with("predict.py", program);
  }

  public PythonModelFolder with(String file, String content) {
    try {
      Files.createDirectories(path);
      Files.writeString(path.resolve(file), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Scorer load() {
    return load(ONE_WORKER);
  }

  public Scorer load(PythonSettings settings) {
    return new ModelFiles(PythonModels.allowed(settings)).load(path);
  }

  /// Scores rows whose cells are numbers, texts or null.
  public static double[] score(Scorer scorer, @Nullable Object[]... cells) {
    Rows rows = Rows.forSignature(scorer.signature());
    for (@Nullable Object[] row : cells) {
      int at = rows.add();
      for (int c = 0; c < row.length; c++) {
        Column column = scorer.signature().inputSchema().columns().get(c);
        @Nullable Object cell = row[c];
        if (cell instanceof Number number && column.type().numeric()) {
          rows.number(at, c, number.doubleValue());
        } else if (cell instanceof String text) {
          rows.text(at, c, text);
        }
      }
    }
    double[] out = new double[rows.size() * scorer.signature().output().width()];
    scorer.score(rows, out);
    return out;
  }
}
