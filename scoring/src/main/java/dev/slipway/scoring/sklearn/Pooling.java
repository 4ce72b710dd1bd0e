package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.pickle.Pickled;
import java.util.Arrays;

/// The FeatureAgglomeration: the columns of one group become one, their mean, least, greatest or middle.
final class Pooling {
  private Pooling() {}

  static Step groups(Estimator groups, Frame in, Reading reading) {
    in.require(reading.inputs());
    int[] labels = groups.array("labels_").ints();
    in.expect(labels.length, groups);
    int count = Arrays.stream(labels).max().orElse(-1) + 1;
    int[][] members = new int[Math.min(count, labels.length)][0];
    for (int c = 0; c < labels.length; c++) {
      if (labels[c] < 0 || labels[c] >= members.length) {
        throw Refusal.corrupt("a column lies in group %d of %d".formatted(labels[c], count));
      }
      int[] group = members[labels[c]];
      members[labels[c]] = Arrays.copyOf(group, group.length + 1);
      members[labels[c]][group.length] = in.columns().get(c).at();
    }
    if (members.length == 0 || Arrays.stream(members).anyMatch(m -> m.length == 0)) {
      throw Refusal.corrupt("a group of FeatureAgglomeration has no columns");
    }
    return Step.complete(new Pool(members, function(groups))).numbered("featureagglomeration");
  }

  private static Function function(Estimator groups) {
    if (!groups.has("pooling_func")) {
      return Function.MEAN;
    }
    String name =
        groups.get("pooling_func") instanceof Pickled.Global global
                && global.module().startsWith("numpy")
            ? global.name()
            : "a function";
    return switch (name) {
      case "mean" -> Function.MEAN;
      case "max", "amax" -> Function.MAX;
      case "min", "amin" -> Function.MIN;
      case "median" -> Function.MEDIAN;
      default -> throw groups.unsupported("pooling_func", name);
    };
  }

  private enum Function {
    MEAN,
    MAX,
    MIN,
    MEDIAN;

    double of(double[] numbers) {
      return switch (this) {
        case MEAN -> Arrays.stream(numbers).sum() / numbers.length;
        case MAX -> Arrays.stream(numbers).max().orElse(Double.NaN);
        case MIN -> Arrays.stream(numbers).min().orElse(Double.NaN);
        case MEDIAN -> {
          Arrays.sort(numbers);
          int half = numbers.length / 2;
          yield numbers.length % 2 == 1 ? numbers[half] : (numbers[half - 1] + numbers[half]) / 2;
        }
      };
    }
  }

  private record Pool(int[][] members, Function function) implements ColumnOperation {
    @Override
    public int width() {
      return members.length;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int g = 0; g < members.length; g++) {
        double[] numbers = new double[members[g].length];
        for (int r = 0; r < in.size(); r++) {
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.number(r, members[g][i]);
          }
          out.number(r, at + g, function.of(numbers));
        }
      }
    }
  }
}
