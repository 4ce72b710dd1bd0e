package dev.slipway.bench.scoring;

import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
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

/// A row through an XGBoost classifier of 30 features, alone and among a thousand, on one thread.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class TreeBenchmark {
  private static final int FEATURES = 30;
  private static final int ROWS = 1000;

  /// Trees x depth.
  @Param({"100x6", "500x8", "100x14"})
  public String model = "100x6";

  /// The share of values that are missing.
  @Param({"0", "0.2"})
  public double missing;

  private Scorer scorer;
  private Booster booster;
  private Rows[] singles;
  private Rows batch;
  private float[][] singleMatrix;
  private float[] batchMatrix;
  private final double[] out = new double[2 * ROWS];
  private int next;

  @Setup
  public void train() throws XGBoostError, IOException {
    String[] size = model.split("x");
    Random random = new Random(1);
    float[] x = matrix(random, 20_000, missing);
    float[] y = new float[20_000];
    for (int r = 0; r < y.length; r++) {
      double sum = random.nextGaussian() * 0.5;
      for (int f = 0; f < FEATURES; f++) {
        float value = x[r * FEATURES + f];
        sum += Float.isNaN(value) ? 0.1 : Math.sin(value * (f % 5 + 1)) / (f + 1);
      }
      y[r] = sum > 0 ? 1 : 0;
    }
    DMatrix data = new DMatrix(x, y.length, FEATURES, Float.NaN);
    data.setLabel(y);
    booster =
        XGBoost.train(
            data,
            Map.of(
                "objective",
                "binary:logistic",
                "max_depth",
                size[1],
                "eta",
                0.05,
                "nthread",
                1,
                "tree_method",
                "hist",
                "min_child_weight",
                0),
            Integer.parseInt(size[0]),
            Map.of(),
            null,
            null);
    Path file = Files.createTempFile("slipway-bench", ".ubj");
    Files.write(file, booster.toByteArray("ubj"));
    scorer = new ModelFiles().load(file);
    Files.delete(file);
    batchMatrix = matrix(random, ROWS, missing);
    batch = Rows.forSignature(scorer.signature());
    singles = new Rows[ROWS];
    singleMatrix = new float[ROWS][FEATURES];
    for (int r = 0; r < ROWS; r++) {
      singles[r] = Rows.forSignature(scorer.signature());
      singles[r].add();
      batch.add();
      for (int f = 0; f < FEATURES; f++) {
        float value = batchMatrix[r * FEATURES + f];
        singles[r].number(0, f, value);
        batch.number(r, f, value);
        singleMatrix[r][f] = value;
      }
    }
  }

  private static float[] matrix(Random random, int rows, double missing) {
    float[] x = new float[rows * FEATURES];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextDouble() < missing ? Float.NaN : (float) random.nextGaussian();
    }
    return x;
  }

  @Benchmark
  public double slipwayRow() {
    next = (next + 1) % ROWS;
    scorer.score(singles[next], out);
    return out[1];
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public double slipwayBatch() {
    scorer.score(batch, out);
    return out[1];
  }

  @Benchmark
  public float xgboostRow() throws XGBoostError {
    next = (next + 1) % ROWS;
    return booster.inplace_predict(singleMatrix[next], 1, FEATURES, Float.NaN)[0][0];
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float xgboostBatch() throws XGBoostError {
    return booster.inplace_predict(batchMatrix, ROWS, FEATURES, Float.NaN)[0][0];
  }
}
