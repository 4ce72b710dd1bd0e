package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import java.util.ArrayList;
import java.util.List;

/// The TargetEncoder: a category becomes the mean that the target had with it, drawn towards the mean of
/// all; with several classes, one mean for each.
final class TargetEncoding {
  private TargetEncoding() {}

  static Step encode(Estimator encoder, Frame in, Reading reading) {
    List<Pickled> categories = encoder.list("categories_");
    in.expect(categories.size(), encoder);
    boolean several = encoder.text("target_type_", "").equals("multiclass");
    List<String> labels = several ? ClassLabels.of(encoder).labels() : List.of("");
    int targets = labels.size();
    double[] unknown =
        Scalars.number(encoder.get("target_mean_")) instanceof Double mean
            ? new double[] {mean}
            : encoder.doubles("target_mean_", targets, reading);
    List<Pickled> encodings = encoder.list("encodings_");
    if (encodings.size() != in.width() * targets) {
      throw Refusal.corrupt(
          "%s encodes %d columns by %d targets with %d tables"
              .formatted(encoder.name(), in.width(), targets, encodings.size()));
    }
    List<ColumnOperation> operations = new ArrayList<>();
    for (int c = 0; c < in.width(); c++) {
      NumpyArray known = Encoders.categories(encoder, categories.get(c));
      CategoryIndex index = CategoryIndex.read(known, in, c, reading, encoder.name());
      double[][] means = new double[targets][];
      for (int t = 0; t < targets; t++) {
        NumpyArray table = NumpyArray.of(encodings.get(c * targets + t));
        if (table == null || table.size() != known.size()) {
          throw Refusal.corrupt("%s has no table for column %d".formatted(encoder.name(), c));
        }
        means[t] = reading.doubles(table);
      }
      operations.add(new Means(in.columns().get(c).at(), index, means, unknown));
    }
    List<String> names = new ArrayList<>();
    for (Frame.Column column : in.columns()) {
      for (int t = 0; t < targets; t++) {
        names.add(several ? column.name() + "_" + labels.get(t) : column.name());
      }
    }
    return Step.complete(Beside.of(operations)).named(names);
  }

  /// @param means one table for each target, one number for each category
  private record Means(int from, CategoryIndex index, double[][] means, double[] unknown)
      implements ColumnOperation {
    @Override
    public int width() {
      return means.length;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        int category = index.find(in, r, from);
        for (int t = 0; t < means.length; t++) {
          out.number(r, at + t, category < 0 ? unknown[t] : means[t][category]);
        }
      }
    }
  }
}
