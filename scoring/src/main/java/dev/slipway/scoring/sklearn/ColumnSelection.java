package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.pickle.DType;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import dev.slipway.scoring.pickle.Pickled.Dict;
import dev.slipway.scoring.pickle.Pickled.Instance;
import dev.slipway.scoring.pickle.Pickled.Sequence;
import dev.slipway.scoring.pickle.Pickled.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The ColumnTransformer, and the many ways in which it names columns: positions, names, slices, masks.
final class ColumnSelection {
  private ColumnSelection() {}

  static Step columnTransformer(Estimator estimator, Frame in, Reading reading) {
    List<String> names = FeatureNames.of(estimator);
    boolean named = estimator.flag("verbose_feature_names_out", true);
    List<ColumnOperation> operations = new ArrayList<>();
    List<Frame> frames = new ArrayList<>();
    for (Pickled entry : estimator.list("transformers_")) {
      if (!(entry instanceof Sequence triple) || triple.size() != 3) {
        throw Refusal.corrupt("a transformer of a ColumnTransformer is no triple");
      }
      Pickled member = triple.get(1);
      if (member instanceof Text(String word) && word.equals("drop")) {
        continue;
      }
      int[] columns = columns(estimator, triple, in.width(), names);
      if (columns.length > 0) {
        Frame selected = in.select(columns);
        Step step = Composition.asStep(member, selected, reading);
        Composition.addBeside(
            named ? Composition.named(triple, step) : step, selected, reading, operations, frames);
      }
    }
    Step step = Composition.beside(operations, frames);
    return new Step(step.operation(), step.out().sparse(estimator.flag("sparse_output_", false)));
  }

  /// The positions of an entry's columns: as scikit-learn resolved them while fitting, where the file has
  /// that, or else by its own rules.
  private static int[] columns(Estimator estimator, Sequence entry, int width, List<String> names) {
    Pickled resolved =
        estimator.get("_transformer_to_input_indices") instanceof Dict dict
                && entry.get(0) instanceof Text(String name)
            ? dict.get(name)
            : null;
    return resolve(resolved == null ? entry.get(2) : resolved, width, names);
  }

  static int[] resolve(Pickled columns, int width, List<String> names) {
    if (columns instanceof Instance slice && slice.is("builtins.slice")) {
      return slice(slice.arguments(), width, names);
    }
    List<Pickled> items =
        switch (columns) {
          case Sequence sequence -> sequence.items();
          case Instance instance -> items(instance);
          default -> List.of(columns);
        };
    if (items.size() == width && items.stream().allMatch(ColumnSelection::isFlag)) {
      return IntStream.range(0, width)
          .filter(i -> Double.valueOf(1).equals(Scalars.number(items.get(i))))
          .toArray();
    }
    return items.stream().mapToInt(item -> position(item, width, names)).toArray();
  }

  private static boolean isFlag(Pickled item) {
    if (item instanceof Pickled.Bool) {
      return true;
    }
    NumpyArray scalar = NumpyArray.of(item);
    return scalar != null && scalar.type().kind() == DType.Kind.BOOLEAN;
  }

  private static List<Pickled> items(Instance instance) {
    NumpyArray array = NumpyArray.of(instance);
    if (array == null && instance.is("pandas.core.indexes.base._new_Index")) {
      array =
          instance.arguments().size() > 1 && instance.arguments().get(1) instanceof Dict index
              ? NumpyArray.of(index.get("data"))
              : null;
    }
    if (array == null) {
      throw Refusal.unsupported(
          "a ColumnTransformer chooses its columns by %s".formatted(instance.type()));
    }
    List<Pickled> items = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      String text = array.text(i);
      items.add(
          text != null
              ? new Text(text)
              : array.type().kind() == DType.Kind.BOOLEAN
                  ? new Pickled.Bool(array.integer(i) != 0)
                  : new Pickled.Int(array.integer(i)));
    }
    return items;
  }

  private static int[] slice(List<Pickled> bounds, int width, List<String> names) {
    if (bounds.size() != 3) {
      throw Refusal.corrupt("a slice of columns has no bounds");
    }
    boolean named = bounds.get(0) instanceof Text || bounds.get(1) instanceof Text;
    int from = bound(bounds.get(0), 0, width, names);
    // A slice of names includes its end, as in pandas.
    int to =
        bound(bounds.get(1), width, width, names)
            + (named && bounds.get(1) instanceof Text ? 1 : 0);
    int step = Scalars.number(bounds.get(2)) instanceof Double number ? number.intValue() : 1;
    if (step < 1) {
      throw Refusal.unsupported("a slice of columns that goes backwards is not supported");
    }
    int first = Math.max(0, from);
    return IntStream.range(first, Math.max(first, Math.min(to, width)))
        .filter(i -> (i - first) % step == 0)
        .toArray();
  }

  private static int bound(Pickled bound, int otherwise, int width, List<String> names) {
    return bound == Pickled.None.NONE ? otherwise : position(bound, width, names);
  }

  private static int position(Pickled item, int width, List<String> names) {
    String name = Scalars.text(item);
    Double number = Scalars.number(item);
    if (name != null) {
      int index = names.indexOf(name);
      if (index < 0) {
        throw Refusal.corrupt(
            "a ColumnTransformer reads column '%s', which is not among %s".formatted(name, names));
      }
      return index;
    }
    return index(number, width);
  }

  private static int index(@Nullable Double number, int width) {
    if (number == null || number != number.intValue()) {
      throw Refusal.unsupported("a ColumnTransformer chooses its columns by a function");
    }
    return number < 0 ? number.intValue() + width : number.intValue();
  }
}
