package dev.slipway.app.train;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// Gradient-boosted trees by XGBoost's native library. The same rows and parameters give the same bytes.
final class Boosting {
  private Boosting() {}

  /// A trained model.
  ///
  /// @param ubjson the model in XGBoost's binary JSON
  /// @param gain of each input that was used, by name
  record Model(byte[] ubjson, Map<String, Double> gain) {}

  /// @param matrix row-major, NaN where a cell is missing
  static Model train(
      float[] matrix, String[] names, float[] labels, Map<String, String> params, int rounds) {
    try {
      DMatrix rows = new DMatrix(matrix, labels.length, names.length, Float.NaN);
      try {
        rows.setLabel(labels);
        rows.setFeatureNames(names);
        Booster booster = XGBoost.train(rows, new HashMap<>(params), rounds, Map.of(), null, null);
        try {
          return new Model(booster.toByteArray("ubj"), gain(booster, names));
        } finally {
          booster.dispose();
        }
      } finally {
        rows.dispose();
      }
    } catch (XGBoostError e) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "XGBoost refused: " + firstLine(String.valueOf(e.getMessage())),
          e);
    } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
      throw new SlipwayException(ErrorCode.ENVIRONMENT, unusable(e), e);
    }
  }

  private static Map<String, Double> gain(Booster booster, String[] names) throws XGBoostError {
    return new TreeMap<>(booster.getScore(names, "gain"));
  }

  private static String unusable(Throwable failure) {
    StringBuilder causes = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      causes.append(t.getMessage()).append(' ');
    }
    if (causes.indexOf("libgomp") >= 0) {
      return "XGBoost trains with the OpenMP runtime libgomp, which this machine lacks. Install it"
          + " (Debian, Ubuntu: apt install libgomp1; Fedora: dnf install libgomp; Alpine: apk add"
          + " libgomp) and run the command again.";
    }
    return "XGBoost's native library cannot be loaded on %s %s: %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            causes.toString().strip());
  }

  private static String firstLine(String message) {
    return message.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse(message);
  }
}
