package dev.slipway.bench;

import dev.slipway.bench.figures.Sheet;
import dev.slipway.bench.figures.Spread;
import dev.slipway.bench.program.Scratch;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.ModelFiles;
import dev.slipway.scoring.worker.PythonModels;
import dev.slipway.scoring.worker.PythonSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What a Python worker adds to a model: the round trip of a model that does nothing, with 20 numbers a row,
/// as an array and as a DataFrame; then scikit-learn's scaler and logistic regression; and how long a worker
/// takes to be ready.
final class WorkerMeasurement implements Bench.Measurement {
  private static final int COLUMNS = 20;
  private static final String NOTHING = "def predict(model, data):\n    return %s\n";
  private static final String REGRESSION =
      """
      def load(folder):
          import numpy
          from sklearn.linear_model import LogisticRegression
          from sklearn.pipeline import make_pipeline
          from sklearn.preprocessing import StandardScaler
          data = numpy.random.default_rng(0).normal(size=(500, 20))
          return make_pipeline(StandardScaler(), LogisticRegression()).fit(data, data[:, 0] > 0)
      def predict(model, data):
          return model.predict_proba(data)
      """;

  /// @param arguments how many repetitions of 200 calls, 15 unless told; the interpreter, python3 unless told
  @Override
  public void run(List<String> arguments) throws Exception {
    int repetitions = Bench.number(arguments, 0, 15);
    String interpreter = arguments.size() > 1 ? arguments.get(1) : "python3";
    Sheet sheet = new Sheet("worker: a call of a model in one Python worker, " + interpreter);
    try {
      measure(
          sheet,
          interpreter,
          "nothing, array",
          NOTHING.formatted("data[:, 0]"),
          "numpy",
          repetitions);
      measure(
          sheet,
          interpreter,
          "nothing, DataFrame",
          NOTHING.formatted("data[\"x0\"]"),
          "pandas",
          repetitions);
      measure(sheet, interpreter, "scaler and regression, array", REGRESSION, "numpy", repetitions);
    } catch (SlipwayException e) {
      sheet.note("skipped: " + e.getMessage());
    }
  }

  private static void measure(
      Sheet sheet, String interpreter, String what, String program, String form, int repetitions)
      throws Exception {
    PythonSettings settings = new PythonSettings(interpreter, 1, Duration.ofSeconds(60), 2L << 30);
    try (Scratch scratch = Scratch.make()) {
      write(scratch.folder(), program, form);
      Spread ready = new Spread();
      for (int i = 0; i < 3; i++) {
        long start = System.nanoTime();
        new ModelFiles(PythonModels.allowed(settings)).load(scratch.folder()).close();
        ready.add((System.nanoTime() - start) / 1e9);
      }
      sheet.line(what + ": load, warm up, close", ready, "s");
      try (Scorer scorer = new ModelFiles(PythonModels.allowed(settings)).load(scratch.folder())) {
        for (int rows : new int[] {1, 1_000}) {
          sheet.line(what + ": %,d rows".formatted(rows), calls(scorer, rows, repetitions), "µs");
        }
      }
    }
  }

  /// The median of 200 calls, for each repetition.
  private static Spread calls(Scorer scorer, int count, int repetitions) {
    Rows rows = Rows.forSignature(scorer.signature());
    Random random = new Random(1);
    for (int r = 0; r < count; r++) {
      rows.add();
      for (int c = 0; c < COLUMNS; c++) {
        rows.number(r, c, random.nextGaussian());
      }
    }
    double[] out = new double[count * scorer.signature().output().width()];
    Spread spread = new Spread();
    for (int i = 0; i < repetitions; i++) {
      long[] nanos = new long[200];
      for (int call = 0; call < nanos.length; call++) {
        long start = System.nanoTime();
        scorer.score(rows, out);
        nanos[call] = System.nanoTime() - start;
      }
      Arrays.sort(nanos);
      spread.add(nanos[nanos.length / 2] / 1e3);
    }
    return spread;
  }

  private static void write(Path folder, String program, String form) throws Exception {
    StringBuilder inputs = new StringBuilder();
    for (int c = 0; c < COLUMNS; c++) {
      inputs
          .append(c == 0 ? "" : ",")
          .append("{\"name\":\"x%d\",\"type\":\"decimal\"}".formatted(c));
    }
    Files.writeString(folder.resolve("predict.py"), program);
    Files.writeString(
        folder.resolve("predict.json"),
        "{\"inputs\":[%s],\"data\":\"%s\"}".formatted(inputs, form));
  }
}
