package dev.slipway.scoring;

import java.util.Random;

/// Rows to train and to compare on: a column of categories 0 to 8, one of whole numbers around 0, missing
/// values everywhere, and extremes in front of the rows to compare on.
public final class TrainingRows {
  public static final int WIDTH = 6;
  public static final int CATEGORY = 3;

  private final Random random;

  public TrainingRows(long seed) {
    this.random = new Random(seed);
  }

  public float[] draw(int rows) {
    float[] x = new float[rows * WIDTH];
    for (int i = 0; i < x.length; i++) {
      float value =
          switch (i % WIDTH) {
            case CATEGORY -> random.nextInt(9);
            case 5 -> random.nextInt(-3, 4);
            default -> (float) random.nextGaussian();
          };
      x[i] = random.nextInt(7) == 0 ? Float.NaN : value;
    }
    return x;
  }

  /// Rows with extremes in front, and with categories that training did not see.
  public float[] drawWithExtremes(int rows) {
    float[] x = draw(rows);
    float[] extremes = {Float.NaN, 1e30f, -1e30f, 0, -0f, 1e-36f};
    for (int r = 0; r < extremes.length; r++) {
      for (int f = 0; f < WIDTH; f++) {
        x[r * WIDTH + f] = f == CATEGORY && extremes[r] != 0 ? Float.NaN : extremes[r];
      }
    }
    float[] unseen = {9, 63, 64, 200, -1, 4000};
    for (int i = 0; i < unseen.length; i++) {
      x[(10 + i) * WIDTH + CATEGORY] = unseen[i];
    }
    return x;
  }

  /// A number for each row to learn.
  public static float[] targets(float[] x) {
    float[] y = new float[x.length / WIDTH];
    for (int r = 0; r < y.length; r++) {
      for (int f = 0; f < WIDTH; f++) {
        float v = x[r * WIDTH + f];
        y[r] += Float.isNaN(v) ? 0.3f : f == CATEGORY ? v % 3 : f % 2 == 0 ? v : -v * v / 2;
      }
    }
    return y;
  }

  /// The targets as classes from 0.
  public static float[] classes(float[] x, int classes) {
    float[] y = targets(x);
    for (int r = 0; r < y.length; r++) {
      y[r] = Math.clamp((int) Math.floor(y[r] + classes / 2.0), 0, classes - 1);
    }
    return y;
  }

  /// The targets as positive numbers.
  public static float[] positive(float[] x) {
    float[] y = targets(x);
    for (int r = 0; r < y.length; r++) {
      y[r] = (float) Math.exp(Math.min(y[r], 2));
    }
    return y;
  }

  /// A row of the matrix as numbers.
  public static double[][] matrix(float[] x) {
    double[][] matrix = new double[x.length / WIDTH][WIDTH];
    for (int i = 0; i < x.length; i++) {
      matrix[i / WIDTH][i % WIDTH] = x[i];
    }
    return matrix;
  }
}
