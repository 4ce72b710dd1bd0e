package dev.slipway.bench.scoring;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.ModelFiles;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/// One model as each library in this process has it, and rows for it: all together, and each alone. Every
/// method gives the score of one row, so that nothing is optimised away.
final class Contestants {
  private static final double TOLERANCE = 1e-4;

  private final int count;
  private final Scorer scorer;
  private final Rows[] rows;
  private final double[] out;
  private final float[] @Nullable [] matrices;
  private final @Nullable OrtSession session;
  private final @Nullable Booster booster;
  private final int width;
  private int next;

  /// @param count rows in each call: 1 or all
  Contestants(Path folder, String name, int count) throws IOException, OrtException, XGBoostError {
    Path ubj = folder.resolve(name + ".ubj");
    boolean boosted = Files.exists(ubj);
    this.count = count;
    this.scorer = new ModelFiles().load(boosted ? ubj : folder.resolve(name + ".pkl"));
    this.width = scorer.signature().inputs().size();
    this.out = new double[count * scorer.signature().output().width()];
    List<String> lines = Files.readAllLines(folder.resolve(name + ".rows"));
    this.rows = new Rows[lines.size() / count];
    this.matrices = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = rows(lines.subList(i * count, (i + 1) * count));
      matrices[i] = floats(rows[i]);
    }
    this.booster = boosted ? XGBoost.loadModel(ubj.toString()) : null;
    if (booster != null) {
      booster.setParams(Map.of("nthread", 1));
    }
    Path onnx = folder.resolve(name + ".onnx");
    this.session = Files.exists(onnx) ? session(onnx) : null;
  }

  private static OrtSession session(Path onnx) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    return OrtEnvironment.getEnvironment().createSession(onnx.toString(), options);
  }

  private Rows rows(List<String> lines) {
    Rows made = Rows.forSignature(scorer.signature());
    for (String line : lines) {
      int r = made.add();
      String[] cells = line.split("\t", -1);
      for (int c = 0; c < cells.length; c++) {
        boolean number = scorer.signature().inputs().get(c).type().numeric();
        if (!number) {
          made.text(r, c, cells[c]);
        } else if (!cells[c].isEmpty()) {
          made.number(r, c, Double.parseDouble(cells[c]));
        }
      }
    }
    return made;
  }

  private static float[] floats(Rows rows) {
    float[] floats = new float[rows.size() * rows.width()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) rows.numbers()[i];
    }
    return floats;
  }

  boolean hasOnnx() {
    return session != null;
  }

  boolean hasBooster() {
    return booster != null;
  }

  private int turn() {
    next = next + 1 < rows.length ? next + 1 : 0;
    return next;
  }

  double slipway() {
    scorer.score(rows[turn()], out);
    return out[out.length - 1];
  }

  /// The last number of each row's scores.
  double[] lastScores() {
    int width = scorer.signature().output().width();
    double[] last = new double[rows.length * count];
    for (int i = 0; i < rows.length; i++) {
      scorer.score(rows[i], out);
      for (int r = 0; r < count; r++) {
        last[i * count + r] = out[(r + 1) * width - 1];
      }
    }
    return last;
  }

  /// Throws where another library gives another score: a comparison of different models would say nothing.
  void requireAgreement() throws OrtException, XGBoostError {
    for (int i = 0; i < rows.length; i++) {
      double ours = slipway();
      next = (next == 0 ? rows.length : next) - 1;
      double onnx = session == null ? ours : onnxRuntime();
      next = (next == 0 ? rows.length : next) - 1;
      double xgboost = booster == null ? ours : xgboostInPlace();
      if (Math.abs(ours - onnx) > TOLERANCE || Math.abs(ours - xgboost) > TOLERANCE) {
        throw new IllegalStateException(
            "row %d scores %s here, %s in ONNX Runtime and %s in XGBoost"
                .formatted(next, ours, onnx, xgboost));
      }
    }
  }

  /// The tensor is made for each call, as it is where a request brings the row.
  double onnxRuntime() throws OrtException {
    try (OnnxTensor x =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(),
                FloatBuffer.wrap(matrices[turn()]),
                new long[] {count, width});
        OrtSession.Result result = requireNonNull(session).run(Map.of("x", x))) {
      return ((OnnxTensor) result.get(0)).getFloatBuffer().get(count - 1);
    }
  }

  double xgboostInPlace() throws XGBoostError {
    return requireNonNull(booster)
        .inplace_predict(matrices[turn()], count, width, Float.NaN)[count - 1][0];
  }

  double xgboostMatrix() throws XGBoostError {
    DMatrix data = new DMatrix(matrices[turn()], count, width, Float.NaN);
    try {
      return requireNonNull(booster).predict(data)[count - 1][0];
    } finally {
      data.dispose();
    }
  }
}
