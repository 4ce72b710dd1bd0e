package dev.slipway.bench.scoring;

import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.ModelFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A text through scikit-learn's TF-IDF and a logistic regression, and a row of five columns through a
/// ColumnTransformer (impute, scale, one-hot) and one, on one thread, beside scikit-learn on the same files.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class TextBenchmark {
  private static final int ROWS = 1000;
  private static final int WORDS = 50;

  /// `text-N` has a vocabulary of N terms, of which a text holds 50.
  @Param({"text-1000", "text-100000", "hashed", "columns"})
  public String model = "text-1000";

  private Scorer scorer;
  private Rows[] singles;
  private Rows batch;
  private final double[] out = new double[2 * ROWS];
  private int next;

  @Setup
  public void train() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("slipway-bench");
    Path script = folder.resolve("train_text.py");
    try (InputStream in = TextBenchmark.class.getResourceAsStream("train_text.py")) {
      if (in == null) {
        throw new IOException("train_text.py is not beside TextBenchmark");
      }
      Files.copy(in, script);
    }
    Path file = folder.resolve("model.pkl");
    Process python =
        new ProcessBuilder("/usr/bin/python3", script.toString(), model, file.toString())
            .inheritIO()
            .start();
    if (python.waitFor() != 0) {
      throw new IOException("python3-sklearn could not train " + model);
    }
    scorer = new ModelFiles().load(file);
    batch = Rows.forSignature(scorer.signature());
    singles = new Rows[ROWS];
    Random random = new Random(1);
    for (int r = 0; r < ROWS; r++) {
      batch.add();
      fill(batch, r, random);
      singles[r] = Rows.forSignature(scorer.signature());
      singles[r].add();
      for (int c = 0; c < batch.width(); c++) {
        singles[r].number(0, c, batch.number(r, c));
        if (batch.hasTexts()) {
          singles[r].text(0, c, batch.text(r, c));
        }
      }
    }
  }

  private void fill(Rows rows, int row, Random random) {
    for (int c = 0; c < rows.width(); c++) {
      if (scorer.signature().inputs().get(c).type().numeric()) {
        rows.number(row, c, random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian() * 100);
      } else if (model.equals("columns")) {
        rows.text(row, c, "c" + random.nextInt(12));
      } else {
        StringBuilder text = new StringBuilder();
        for (int w = 0; w < WORDS; w++) {
          text.append("Term").append(random.nextInt(1000)).append(' ');
        }
        rows.text(row, c, text.toString());
      }
    }
  }

  @Benchmark
  public double row() {
    next = (next + 1) % ROWS;
    scorer.score(singles[next], out);
    return out[1];
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public double batch() {
    scorer.score(batch, out);
    return out[1];
  }
}
