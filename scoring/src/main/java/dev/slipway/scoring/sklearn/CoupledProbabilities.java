package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.engine.Link;
import java.util.Arrays;

/// Probabilities of classes from the scores of all pairs: a logistic curve for each pair (Platt, 1999),
/// then the probabilities that agree with all pairs best.
///
/// That is the second method of Wu, Lin and Weng, "Probability estimates for multi-class classification by
/// pairwise coupling", JMLR 5 (2004), solved by their iteration. It ends where libsvm's ends, because
/// where it ends can be seen in the third digit.
record CoupledProbabilities(int classes, double[] slopes, double[] shifts) implements Link {
  private static final double LEAST = 1e-7;

  @Override
  public int outputs(int inputs) {
    return classes;
  }

  @Override
  public void apply(double[] raw, int width, int rows, double[] out) {
    double[][] pairwise = new double[classes][classes];
    double[][] quadratic = new double[classes][classes];
    double[] shares = new double[classes];
    for (int r = 0; r < rows; r++) {
      int pair = 0;
      for (int i = 0; i < classes; i++) {
        for (int j = i + 1; j < classes; j++) {
          double p = logistic(raw[r * width + pair] * slopes[pair] + shifts[pair]);
          pairwise[i][j] = Math.min(Math.max(p, LEAST), 1 - LEAST);
          pairwise[j][i] = 1 - pairwise[i][j];
          pair++;
        }
      }
      couple(pairwise, quadratic, shares);
      System.arraycopy(shares, 0, out, r * classes, classes);
    }
  }

  private static double logistic(double z) {
    return z >= 0 ? Math.exp(-z) / (1 + Math.exp(-z)) : 1 / (1 + Math.exp(z));
  }

  /// Minimizes `shares * quadratic * shares` over shares that add up to 1, one share after the other.
  private static void couple(double[][] pairwise, double[][] quadratic, double[] shares) {
    int classes = shares.length;
    for (int t = 0; t < classes; t++) {
      quadratic[t][t] = 0;
      for (int j = 0; j < classes; j++) {
        if (j != t) {
          quadratic[t][t] += pairwise[j][t] * pairwise[j][t];
          quadratic[t][j] = -pairwise[j][t] * pairwise[t][j];
        }
      }
    }
    Arrays.fill(shares, 1.0 / classes);
    double[] gradient = new double[classes];
    double enough = 0.005 / classes;
    for (int i = 0; i < Math.max(100, classes); i++) {
      double objective = 0;
      for (int t = 0; t < classes; t++) {
        gradient[t] = 0;
        for (int j = 0; j < classes; j++) {
          gradient[t] += quadratic[t][j] * shares[j];
        }
        objective += shares[t] * gradient[t];
      }
      double worst = 0;
      for (double g : gradient) {
        worst = Math.max(worst, Math.abs(g - objective));
      }
      if (worst < enough) {
        return;
      }
      for (int t = 0; t < classes; t++) {
        double step = (objective - gradient[t]) / quadratic[t][t];
        double whole = 1 + step;
        shares[t] += step;
        objective = (objective + step * (step * quadratic[t][t] + 2 * gradient[t])) / whole / whole;
        for (int j = 0; j < classes; j++) {
          gradient[j] = (gradient[j] + step * quadratic[t][j]) / whole;
          shares[j] /= whole;
        }
      }
    }
  }
}
