package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.pickle.NumpyArray;
import java.util.Arrays;

/// Transformers of one column of labels, and the one that only asks whether a number is above another.
final class Labels {
  private Labels() {}

  /// Whether an estimator reads one column of labels, which has no name in the file.
  static boolean isForTargets(Estimator estimator) {
    return estimator.key().equals("preprocessing.LabelEncoder")
        || estimator.key().equals("preprocessing.LabelBinarizer");
  }

  static Step binarize(Estimator binarizer, Frame in, Reading reading) {
    in.require(reading.inputs());
    return new Step(new Above(in.positions(), binarizer.number("threshold", 0)), in.mapped());
  }

  /// The position of a label among those of training.
  static Step encode(Estimator encoder, Frame in, Reading reading) {
    in.expect(1, encoder);
    in.require(reading.inputs());
    NumpyArray classes = encoder.array("classes_");
    CategoryIndex index = CategoryIndex.read(classes, in, 0, reading, encoder.name());
    double[] codes = new double[classes.size()];
    Arrays.setAll(codes, i -> i);
    return Step.complete(Encoders.code(in, reading, index, codes));
  }

  /// A column for each label, or a single one where there are two.
  static Step spread(Estimator binarizer, Frame in, Reading reading) {
    in.expect(1, binarizer);
    in.require(reading.inputs());
    NumpyArray classes = binarizer.array("classes_");
    CategoryIndex index = CategoryIndex.read(classes, in, 0, reading, binarizer.name());
    return Step.complete(
        new Spread(
            in.columns().getFirst().at(),
            index,
            classes.size(),
            binarizer.number("neg_label", 0),
            binarizer.number("pos_label", 1)));
  }

  private record Above(int[] from, double threshold) implements ColumnOperation {
    @Override
    public int width() {
      return from.length;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        for (int i = 0; i < from.length; i++) {
          out.number(r, at + i, in.number(r, from[i]) > threshold ? 1 : 0);
        }
      }
    }
  }

  private record Spread(int from, CategoryIndex index, int classes, double no, double yes)
      implements ColumnOperation {
    @Override
    public int width() {
      return classes == 2 ? 1 : classes;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        int found = index.find(in, r, from);
        for (int i = 0; i < width(); i++) {
          boolean hit = classes == 2 ? found == 1 : found == i && classes > 1;
          out.number(r, at + i, hit ? yes : no);
        }
      }
    }
  }
}
