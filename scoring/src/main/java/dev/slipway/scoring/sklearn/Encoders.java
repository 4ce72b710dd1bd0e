package dev.slipway.scoring.sklearn;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.pickle.DType;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import dev.slipway.scoring.sparse.Weighable;
import dev.slipway.scoring.sparse.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Encoders of categories.
final class Encoders {
  private Encoders() {}

  static Step oneHot(Estimator encoder, Frame in, Reading reading) {
    String unknown = encoder.text("handle_unknown", "error");
    List<ColumnOperation> operations = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Pickled> categories = encoder.list("categories_");
    in.expect(categories.size(), encoder);
    for (int c = 0; c < in.width(); c++) {
      NumpyArray known = categories(encoder, categories.get(c));
      CategoryIndex index = CategoryIndex.read(known, in, c, reading, encoder.name());
      boolean grouped = mapping(encoder, c) != null;
      int[] slots = grouped(encoder, c, known.size());
      int width = Arrays.stream(slots).max().orElse(-1) + 1;
      int dropped = dropped(encoder, c);
      for (int i = 0; i < slots.length; i++) {
        slots[i] =
            slots[i] == dropped ? -1 : slots[i] - (dropped >= 0 && slots[i] > dropped ? 1 : 0);
      }
      boolean refuses = unknown.equals("error");
      boolean joins = grouped && !refuses && !unknown.equals("ignore");
      width -= dropped >= 0 ? 1 : 0;
      int other = joins ? width - 1 : -1;
      names.addAll(CategoryNames.of(in.columns().get(c).name(), known, slots, width, grouped));
      if (refuses && index.missing() < 0) {
        in.require(c, reading.inputs());
      }
      operations.add(
          new OneHot(
              in.columns().get(c).at(),
              width,
              index,
              slots,
              other,
              refuses ? label(in, c, reading) : null));
    }
    // The parameter has had its new name since version 1.2.
    boolean sparse = encoder.flag(encoder.has("sparse_output") ? "sparse_output" : "sparse", true);
    ColumnOperation all = Beside.of(operations);
    return (sparse ? Step.sparse(all) : Step.complete(all)).named(names);
  }

  static Step ordinal(Estimator encoder, Frame in, Reading reading) {
    boolean refuses = encoder.text("handle_unknown", "error").equals("error");
    double unknown = encoder.number("unknown_value", Double.NaN);
    double missing = encoder.number("encoded_missing_value", Double.NaN);
    List<ColumnOperation> operations = new ArrayList<>();
    List<Pickled> categories = encoder.list("categories_");
    in.expect(categories.size(), encoder);
    for (int c = 0; c < in.width(); c++) {
      NumpyArray known = categories(encoder, categories.get(c));
      CategoryIndex index = CategoryIndex.read(known, in, c, reading, encoder.name());
      double[] codes = Arrays.stream(grouped(encoder, c, known.size())).asDoubleStream().toArray();
      if (index.missing() >= 0) {
        if (!isNone(known, index.missing())) {
          codes[index.missing()] = missing;
        }
      } else if (refuses) {
        in.require(c, reading.inputs());
      }
      operations.add(
          new Code(
              in.columns().get(c).at(),
              index,
              codes,
              unknown,
              refuses ? label(in, c, reading) : null));
    }
    return new Step(Beside.of(operations), in.mapped());
  }

  /// The code of the only column's label; one that training did not see is an error.
  static ColumnOperation code(Frame in, Reading reading, CategoryIndex index, double[] codes) {
    return new Code(in.columns().getFirst().at(), index, codes, Double.NaN, label(in, 0, reading));
  }

  static NumpyArray categories(Estimator encoder, Pickled value) {
    NumpyArray array = NumpyArray.of(value);
    if (array == null) {
      throw Refusal.corrupt("the categories of %s are no array".formatted(encoder.name()));
    }
    return array;
  }

  /// `None` is a category like any other; only NaN has a code of its own.
  private static boolean isNone(NumpyArray categories, int index) {
    return categories.type().kind() == DType.Kind.OBJECT
        && categories.object(index) == Pickled.None.NONE;
  }

  /// The slot of each category once the infrequent ones share the last.
  private static int[] grouped(Estimator encoder, int column, int size) {
    NumpyArray mapping = mapping(encoder, column);
    if (mapping != null) {
      return slots(mapping.ints(), size, encoder);
    }
    int[] same = new int[size];
    Arrays.setAll(same, i -> i);
    return same;
  }

  /// The slot of each category of a column that has infrequent ones, else null.
  private static @Nullable NumpyArray mapping(Estimator encoder, int column) {
    if (!encoder.has("_default_to_infrequent_mappings")) {
      return null;
    }
    List<Pickled> mappings = encoder.list("_default_to_infrequent_mappings");
    return column < mappings.size() ? NumpyArray.of(mappings.get(column)) : null;
  }

  private static int[] slots(int[] mapping, int size, Estimator encoder) {
    if (mapping.length != size || Arrays.stream(mapping).anyMatch(m -> m < 0 || m >= size)) {
      throw Refusal.corrupt(
          "%s maps %d categories elsewhere".formatted(encoder.name(), mapping.length));
    }
    return mapping;
  }

  private static int dropped(Estimator encoder, int column) {
    String attribute =
        encoder.has("_drop_idx_after_grouping") ? "_drop_idx_after_grouping" : "drop_idx_";
    if (!encoder.has(attribute)) {
      return -1;
    }
    NumpyArray dropped = encoder.array(attribute);
    double index = dropped.number(column);
    return Double.isNaN(index) ? -1 : (int) index;
  }

  private static String label(Frame in, int column, Reading reading) {
    int origin = in.columns().get(column).origin();
    return origin < 0 ? "#" + column : reading.inputs().names().get(origin);
  }

  static SlipwayException beyond(String column, double number, double low, double high) {
    return new SlipwayException(
        ErrorCode.INVALID_ROW,
        "column '%s' has %s, and the model takes %s to %s only; send a number within, or train with another extrapolation"
            .formatted(column, number, low, high));
  }

  private static SlipwayException unseen(String column, String value) {
    return new SlipwayException(
        ErrorCode.INVALID_ROW,
        "column '%s' has %s, which the model was not trained on; send a known category, or train with handle_unknown"
            .formatted(column, value));
  }

  /// One column for each slot: 1 in the slot of the row's category and 0 elsewhere.
  ///
  /// @param slots of each category; -1 for zeros only
  /// @param other the slot of an unknown category, or -1 for zeros
  /// @param refuses the column to name where an unknown category is an error, or null
  private record OneHot(
      int from, int width, CategoryIndex index, int[] slots, int other, @Nullable String refuses)
      implements Weighable {
    @Override
    public boolean sparse() {
      return true;
    }

    @Override
    public void addWeighted(Rows in, Weights weights, int at, double[] sums) {
      for (int r = 0; r < in.size(); r++) {
        int slot = slot(in, r);
        if (slot >= 0) {
          weights.add(at + slot, 1, r, sums);
        }
      }
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      double[] y = out.numbers();
      for (int r = 0; r < in.size(); r++) {
        int to = r * out.width() + at;
        Arrays.fill(y, to, to + width, 0);
        int slot = slot(in, r);
        if (slot >= 0) {
          y[to + slot] = 1;
        }
      }
    }

    private int slot(Rows in, int row) {
      int category = index.find(in, row, from);
      if (category < 0 && refuses != null) {
        throw unseen(refuses, index.shown(in, row, from));
      }
      return category < 0 ? other : slots[category];
    }
  }

  /// The code of the row's category.
  private record Code(
      int from, CategoryIndex index, double[] codes, double unknown, @Nullable String refuses)
      implements ColumnOperation {
    @Override
    public int width() {
      return 1;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        int category = index.find(in, r, from);
        if (category < 0 && refuses != null) {
          throw unseen(refuses, index.shown(in, r, from));
        }
        out.number(r, at, category < 0 ? unknown : codes[category]);
      }
    }
  }
}
