package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import dev.slipway.scoring.pickle.Pickled.Dict;
import dev.slipway.scoring.pickle.Pickled.Global;
import dev.slipway.scoring.pickle.Pickled.Instance;
import dev.slipway.scoring.pickle.Pickled.None;
import dev.slipway.scoring.pickle.Pickled.Sequence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A fitted estimator in a pickle, with its attributes by their names in Python. An attribute that is
/// `None` counts as absent.
record Estimator(Global type, Dict attributes) {

  /// Gives null where the value is no object with attributes.
  static @Nullable Estimator of(@Nullable Pickled value) {
    if (!(value instanceof Instance instance)) {
      return null;
    }
    Global type = instance.type();
    return type == null ? null : attributes(type, instance.state());
  }

  private static @Nullable Estimator attributes(Global type, Pickled state) {
    return switch (state) {
      case Dict dict -> new Estimator(type, dict);
      case Sequence pair when pair.size() == 2 && pair.get(0) instanceof Dict dict ->
          new Estimator(type, dict);
      case None _ -> new Estimator(type, new Dict());
      default -> null;
    };
  }

  static Estimator require(@Nullable Pickled value, String where) {
    Estimator estimator = of(value);
    if (estimator == null) {
      throw Refusal.unsupported("%s is no estimator with attributes".formatted(where));
    }
    return estimator;
  }

  /// The class without its module.
  String name() {
    return type.name();
  }

  /// What the lists of supported estimators know it by: `package.Class` below scikit-learn, or the name
  /// with its whole module.
  String key() {
    String[] parts = type.module().split("\\.", 4);
    return parts[0].equals("sklearn") && parts.length > 1
        ? parts[1] + "." + type.name()
        : type.toString();
  }

  boolean has(String attribute) {
    return get(attribute) != null;
  }

  @Nullable Pickled get(String attribute) {
    Pickled value = attributes.get(attribute);
    return value == None.NONE ? null : value;
  }

  double number(String attribute) {
    Double number = Scalars.number(get(attribute));
    if (number == null) {
      throw missing(attribute, "number");
    }
    return number;
  }

  double number(String attribute, double otherwise) {
    return has(attribute) ? number(attribute) : otherwise;
  }

  int integer(String attribute) {
    double number = number(attribute);
    if (number != (int) number) {
      throw missing(attribute, "small integer");
    }
    return (int) number;
  }

  int integer(String attribute, int otherwise) {
    return has(attribute) ? integer(attribute) : otherwise;
  }

  boolean flag(String attribute, boolean otherwise) {
    return has(attribute) ? number(attribute) != 0 : otherwise;
  }

  /// A text attribute, or `otherwise` where it is absent or something else.
  String text(String attribute, String otherwise) {
    String text = Scalars.text(get(attribute));
    return text == null ? otherwise : text;
  }

  NumpyArray array(String attribute) {
    NumpyArray array = NumpyArray.of(get(attribute));
    if (array == null) {
      throw missing(attribute, "array");
    }
    return array;
  }

  double[] doubles(String attribute, Reading reading) {
    return reading.doubles(array(attribute));
  }

  /// An array of `size` numbers.
  double[] doubles(String attribute, int size, Reading reading) {
    double[] values = doubles(attribute, reading);
    if (values.length != size) {
      throw Refusal.corrupt(
          "'%s' of %s has %d items, expected %d".formatted(attribute, name(), values.length, size));
    }
    return values;
  }

  /// An array of two dimensions; one of one dimension counts as its only row.
  double[][] matrix(String attribute, Reading reading) {
    NumpyArray array = array(attribute);
    boolean flat = array.dimensions() < 2;
    int rows = flat ? 1 : array.length(0);
    int columns = flat ? array.size() : array.length(1);
    if (array.dimensions() > 2) {
      throw missing(attribute, "matrix");
    }
    double[] values = reading.doubles(array);
    double[][] matrix = new double[rows][];
    for (int r = 0; r < rows; r++) {
      matrix[r] = java.util.Arrays.copyOfRange(values, r * columns, (r + 1) * columns);
    }
    return matrix;
  }

  /// The items of a list, tuple or array of objects.
  List<Pickled> list(String attribute) {
    Pickled value = get(attribute);
    if (value instanceof Sequence sequence) {
      return sequence.items();
    }
    NumpyArray array = NumpyArray.of(value);
    if (array == null) {
      throw missing(attribute, "list");
    }
    return java.util.stream.IntStream.range(0, array.size()).mapToObj(array::object).toList();
  }

  Estimator child(String attribute) {
    Estimator child = of(get(attribute));
    if (child == null) {
      throw missing(attribute, "estimator");
    }
    return child;
  }

  /// The version of scikit-learn that wrote it, such as `1.2.1`, or empty.
  String version() {
    return text("_sklearn_version", "");
  }

  /// Whether that version, or a later one, of scikit-learn wrote it.
  boolean isSince(int major, int minor, int patch) {
    String[] parts = version().split("[^0-9]+");
    int[] wanted = {major, minor, patch};
    for (int i = 0; i < wanted.length; i++) {
      int part =
          i < parts.length && parts[i].matches("[0-9]{1,6}") ? Integer.parseInt(parts[i]) : 0;
      if (part != wanted[i]) {
        return part > wanted[i];
      }
    }
    return true;
  }

  RuntimeException unsupported(String parameter, String value) {
    return Refusal.unsupported(
        "%s with %s=%s is not supported".formatted(name(), parameter, value));
  }

  private RuntimeException missing(String attribute, String what) {
    return Refusal.corrupt(
        has(attribute)
            ? "'%s' of %s is no %s".formatted(attribute, name(), what)
            : "%s has no '%s'".formatted(name(), attribute));
  }
}
