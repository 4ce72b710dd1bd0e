package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.engine.Link;
import java.util.Arrays;

/// What becomes of the scores of all pairs of classes, where a score above 0 is for the first of its pair.
final class PairLinks {
  private PairLinks() {}

  /// How many pairs each class wins; a score of 0 is for the second.
  record Votes(int classes) implements Link {
    @Override
    public int outputs(int inputs) {
      return classes;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      double[] votes = new double[classes];
      for (int r = 0; r < rows; r++) {
        Arrays.fill(votes, 0);
        int pair = r * width;
        for (int i = 0; i < classes; i++) {
          for (int j = i + 1; j < classes; j++) {
            votes[raw[pair++] > 0 ? i : j]++;
          }
        }
        System.arraycopy(votes, 0, out, r * classes, classes);
      }
    }
  }

  /// The votes, and between equal votes the sum of the scores, squeezed to less than a third of a vote.
  record OneVersusRest(int classes) implements Link {
    @Override
    public int outputs(int inputs) {
      return classes;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      double[] votes = new double[classes];
      double[] sums = new double[classes];
      for (int r = 0; r < rows; r++) {
        Arrays.fill(votes, 0);
        Arrays.fill(sums, 0);
        int pair = r * width;
        for (int i = 0; i < classes; i++) {
          for (int j = i + 1; j < classes; j++) {
            double score = raw[pair++];
            sums[i] += score;
            sums[j] -= score;
            votes[score < 0 ? j : i]++;
          }
        }
        for (int c = 0; c < classes; c++) {
          out[r * classes + c] = votes[c] + sums[c] / (3 * (Math.abs(sums[c]) + 1));
        }
      }
    }
  }
}
