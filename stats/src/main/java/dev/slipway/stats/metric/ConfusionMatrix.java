package dev.slipway.stats.metric;

/// How a classifier's decisions met the truth, for any number of classes: `counts[truth][decision]`.
public final class ConfusionMatrix {
  private final long[][] counts;

  private ConfusionMatrix(long[][] counts) {
    this.counts = counts;
  }

  /// @param decisions and truths index the classes, from 0
  public static ConfusionMatrix of(int[] decisions, int[] truths, int classes) {
    Inputs.sameLength(decisions.length, truths.length);
    long[][] counts = new long[classes][classes];
    for (int i = 0; i < decisions.length; i++) {
      counts[truths[i]][decisions[i]]++;
    }
    return new ConfusionMatrix(counts);
  }

  public int classes() {
    return counts.length;
  }

  public long count(int truth, int decision) {
    return counts[truth][decision];
  }

  /// One class against all others.
  public Confusion of(int positive) {
    long truePositives = counts[positive][positive];
    long actual = 0;
    long decided = 0;
    long total = 0;
    for (int t = 0; t < counts.length; t++) {
      for (int d = 0; d < counts.length; d++) {
        total += counts[t][d];
        actual += t == positive ? counts[t][d] : 0;
        decided += d == positive ? counts[t][d] : 0;
      }
    }
    return new Confusion(
        truePositives,
        decided - truePositives,
        total - decided - actual + truePositives,
        actual - truePositives);
  }

  public double accuracy() {
    long correct = 0;
    long total = 0;
    for (int t = 0; t < counts.length; t++) {
      correct += counts[t][t];
      for (long count : counts[t]) {
        total += count;
      }
    }
    return total == 0 ? 0 : (double) correct / total;
  }

  /// The mean F1 over the classes that occur as truth or decision.
  public double macroF1() {
    double sum = 0;
    int occurring = 0;
    for (int c = 0; c < counts.length; c++) {
      Confusion one = of(c);
      if (one.truePositives() + one.falsePositives() + one.falseNegatives() > 0) {
        sum += one.f1();
        occurring++;
      }
    }
    return occurring == 0 ? 0 : sum / occurring;
  }
}
