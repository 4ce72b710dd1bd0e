package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The KNNImputer: what is missing becomes the mean of the same column in the nearest rows of training that
/// have it, where the distance goes by the columns that both rows have.
final class NeighborImputer {
  private NeighborImputer() {}

  static Step impute(Estimator imputer, Frame in, Reading reading) {
    double missing = imputer.number("missing_values", Double.NaN);
    if (!imputer.text("metric", "a function").equals("nan_euclidean")) {
      throw imputer.unsupported("metric", imputer.text("metric", "a function"));
    }
    String weights = imputer.text("weights", "a function");
    if (!weights.equals("uniform") && !weights.equals("distance")) {
      throw imputer.unsupported("weights", weights);
    }
    double[][] stored = imputer.matrix("_fit_X", reading);
    if (stored.length == 0) {
      throw Refusal.corrupt("KNNImputer stores no rows");
    }
    in.expect(stored[0].length, imputer);
    for (double[] row : stored) {
      for (int i = 0; i < row.length; i++) {
        row[i] = Imputers.isMissing(row[i], missing) ? Double.NaN : row[i];
      }
    }
    boolean[] known = new boolean[in.width()];
    for (int c = 0; c < known.length; c++) {
      int column = c;
      known[c] = Arrays.stream(stored).anyMatch(row -> !Double.isNaN(row[column]));
    }
    boolean keepsEmpty = imputer.flag("keep_empty_features", false);
    int[] kept = IntStream.range(0, known.length).filter(c -> keepsEmpty || known[c]).toArray();
    if (kept.length == 0) {
      throw Refusal.unsupported("a KNNImputer that leaves no columns is not supported");
    }
    ColumnOperation fill =
        new Fill(
            in.positions(),
            kept,
            stored,
            missing,
            Math.max(1, imputer.integer("n_neighbors", 5)),
            weights.equals("distance"),
            weights.equals("uniform") && !imputer.isSince(1, 6, 0));
    Step step = new Step(fill, in.select(kept).filled());
    return imputer.flag("add_indicator", false)
        ? Imputers.flagging(imputer, step, in, missing)
        : step;
  }

  /// @param from the positions of all columns that the distance goes by
  /// @param kept which of them are written
  /// @param stored the rows of training, NaN where missing
  /// @param strangers whether rows at an unknown distance count, where there are too few others: before
  ///     version 1.6, scikit-learn took the mean over them as well
  private record Fill(
      int[] from,
      int[] kept,
      double[][] stored,
      double missing,
      int neighbors,
      boolean weighted,
      boolean strangers)
      implements ColumnOperation {
    @Override
    public int width() {
      return kept.length;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      double[] row = new double[from.length];
      double[] distances = new double[stored.length];
      for (int r = 0; r < in.size(); r++) {
        boolean lacks = false;
        for (int i = 0; i < from.length; i++) {
          double number = in.number(r, from[i]);
          row[i] = Imputers.isMissing(number, missing) ? Double.NaN : number;
          lacks |= Double.isNaN(row[i]);
        }
        if (lacks) {
          measure(row, distances);
        }
        for (int i = 0; i < kept.length; i++) {
          double number = row[kept[i]];
          out.number(r, at + i, Double.isNaN(number) ? mean(kept[i], distances) : number);
        }
      }
    }

    private void measure(double[] row, double[] distances) {
      for (int s = 0; s < stored.length; s++) {
        double sum = 0;
        int both = 0;
        for (int i = 0; i < row.length; i++) {
          double away = row[i] - stored[s][i];
          if (!Double.isNaN(away)) {
            sum += away * away;
            both++;
          }
        }
        distances[s] = both == 0 ? Double.NaN : Math.sqrt(sum / both * row.length);
      }
    }

    private double mean(int column, double[] distances) {
      int[] donors =
          IntStream.range(0, stored.length).filter(s -> !Double.isNaN(stored[s][column])).toArray();
      if (donors.length == 0) {
        return 0;
      }
      int[] near = nearest(donors, distances);
      if (near.length == 0) {
        return IntStream.of(donors).mapToDouble(s -> stored[s][column]).average().orElse(0);
      }
      boolean hit = weighted && distances[near[0]] == 0;
      double sum = 0;
      double total = 0;
      for (int s : near) {
        double weight = !weighted ? 1 : hit ? (distances[s] == 0 ? 1 : 0) : 1 / distances[s];
        sum += weight * stored[s][column];
        total += weight;
      }
      return sum / total;
    }

    /// The nearest of the donors whose distance is known, the nearest first.
    private int[] nearest(int[] donors, double[] distances) {
      int[] near = new int[Math.min(neighbors, donors.length)];
      int count = 0;
      for (int s : donors) {
        double distance = distances[s];
        if (Double.isNaN(distance)
            || count == near.length && !(distance < distances[near[count - 1]])) {
          continue;
        }
        int place = count < near.length ? count++ : count - 1;
        while (place > 0 && distance < distances[near[place - 1]]) {
          near[place] = near[place - 1];
          place--;
        }
        near[place] = s;
      }
      if (strangers && count > 0) {
        for (int i = 0; i < donors.length && count < near.length; i++) {
          if (Double.isNaN(distances[donors[i]])) {
            near[count++] = donors[i];
          }
        }
      }
      return Arrays.copyOf(near, count);
    }
  }
}
