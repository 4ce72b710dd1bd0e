package dev.slipway.bench.scoring;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// A call of one model in each library of this process. [ScorePeer] runs it, a short piece at a time.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class ScoreBenchmark {
  private static final Map<String, Contestants> LOADED = new HashMap<>();

  @Param("")
  public String folder = "";

  @Param("")
  public String model = "";

  @Param("1")
  public int rows;

  private Contestants contestants;

  @Setup
  public void load() throws IOException, OrtException, XGBoostError {
    contestants = contestants(Path.of(folder), model, rows);
  }

  /// JMH makes a new state for every piece; the model is loaded once.
  static Contestants contestants(Path folder, String model, int rows)
      throws IOException, OrtException, XGBoostError {
    Contestants loaded = LOADED.get(model + " " + rows);
    if (loaded == null) {
      loaded = new Contestants(folder, model, rows);
      LOADED.put(model + " " + rows, loaded);
    }
    return loaded;
  }

  @Benchmark
  public double slipway() {
    return contestants.slipway();
  }

  @Benchmark
  public double onnxRuntime() throws OrtException {
    return contestants.onnxRuntime();
  }

  @Benchmark
  public double xgboostInPlace() throws XGBoostError {
    return contestants.xgboostInPlace();
  }

  @Benchmark
  public double xgboostMatrix() throws XGBoostError {
    return contestants.xgboostMatrix();
  }
}
