package dev.slipway.bench.scoring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// The models that are measured. Python trains all of them where scikit-learn and XGBoost are installed, else
/// xgboost4j trains the boosted trees. The folder keeps them for the next run.
final class Models {
  private static final String PYTHON = "/usr/bin/python3";
  private static final int FEATURES = 30;

  private Models() {}

  static boolean pythonIsComplete() throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of(PYTHON))) {
      return false;
    }
    Process check =
        new ProcessBuilder(PYTHON, "-c", "import sklearn, xgboost, pandas")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return check.waitFor(1, TimeUnit.MINUTES) && check.exitValue() == 0;
  }

  /// A Python process that has trained what the folder lacked of these models, and times them.
  static Peer python(Path folder, List<String> models) throws IOException {
    for (String script : List.of("files.py", "models.py")) {
      try (InputStream in = Objects.requireNonNull(Models.class.getResourceAsStream(script))) {
        Files.copy(in, folder.resolve(script), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Peer python =
        Peer.start(List.of(PYTHON, folder.resolve("models.py").toString(), folder.toString()));
    python.ask("train " + String.join(" ", models));
    return python;
  }

  /// Trains boosted trees named `trees-100x6`: so many, of that depth.
  static void trainHere(Path folder, String name) throws IOException, XGBoostError {
    if (Files.exists(folder.resolve(name + ".rows"))) {
      return;
    }
    String[] size = name.substring("trees-".length()).split("x");
    Random random = new Random(1);
    float[] x = matrix(random, 20_000);
    float[] y = new float[20_000];
    for (int r = 0; r < y.length; r++) {
      double sum = random.nextGaussian() * 0.5;
      for (int f = 0; f < FEATURES; f++) {
        sum += Math.sin(x[r * FEATURES + f] * (f % 5 + 1)) / (f + 1);
      }
      y[r] = sum > 0 ? 1 : 0;
    }
    DMatrix data = new DMatrix(x, y.length, FEATURES, Float.NaN);
    data.setLabel(y);
    Map<String, Object> parameters =
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
            0);
    Booster booster =
        XGBoost.train(data, parameters, Integer.parseInt(size[0]), Map.of(), null, null);
    Files.write(folder.resolve(name + ".ubj"), booster.toByteArray("ubj"));
    Files.write(folder.resolve(name + ".rows"), lines(matrix(random, 1000)));
  }

  private static float[] matrix(Random random, int rows) {
    float[] x = new float[rows * FEATURES];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  private static List<String> lines(float[] matrix) {
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < matrix.length; from += FEATURES) {
      StringBuilder line = new StringBuilder();
      for (int f = 0; f < FEATURES; f++) {
        line.append(f == 0 ? "" : "\t").append((double) matrix[from + f]);
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
