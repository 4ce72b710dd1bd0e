package dev.slipway.scoring.pickle;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.scoring.pickle.Pickled.Bytes;
import dev.slipway.scoring.pickle.Pickled.Dict;
import dev.slipway.scoring.pickle.Pickled.Instance;
import dev.slipway.scoring.pickle.Pickled.Int;
import dev.slipway.scoring.pickle.Pickled.Sequence;
import dev.slipway.scoring.pickle.Pickled.Text;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A NumPy array, or a NumPy scalar as an array without dimensions, over the bytes of the file.
///
/// Items are numbered in row-major order, whichever order the file has them in.
public final class NumpyArray {
  private final DType type;
  private final int[] shape;
  private final int size;
  private final boolean columnMajor;
  private final Bytes bytes;
  private final int start;
  private final int stride;
  private final List<Pickled> objects;

  private NumpyArray(
      DType type,
      int[] shape,
      boolean columnMajor,
      Bytes bytes,
      int start,
      int stride,
      List<Pickled> objects) {
    this.type = type;
    this.shape = shape;
    this.columnMajor = columnMajor && shape.length > 1;
    this.bytes = bytes;
    this.start = start;
    this.stride = stride;
    this.objects = objects;
    this.size = size(shape);
    long available =
        type.kind() == DType.Kind.OBJECT ? objects.size() : bytes.length() / Math.max(1, stride);
    if (size > available) {
      throw Corrupt.file(
          "An array of shape %s has only %d items".formatted(Arrays.toString(shape), available));
    }
  }

  /// Reads an array or scalar in any of the forms that NumPy and joblib write, or gives null where the
  /// value is something else.
  public static @Nullable NumpyArray of(@Nullable Pickled value) {
    if (!(value instanceof Instance instance)) {
      return null;
    }
    Pickled inline = instance.inline();
    if (inline != null && instance.state() instanceof Dict wrapper) {
      return inline instanceof Bytes bytes
          ? of(wrapper.get("dtype"), wrapper.get("shape"), isF(wrapper.get("order")), bytes)
          : inline instanceof Instance nested && nested.inline() == null ? of(nested) : null;
    }
    if (instance.is("numpy.core.multiarray._reconstruct")) {
      return instance.state() instanceof Sequence state && state.size() >= 5
          ? of(
              state.get(2),
              state.get(1),
              state.get(3) instanceof Pickled.Bool(boolean f) && f,
              state.get(4))
          : null;
    }
    List<Pickled> arguments = instance.arguments();
    if (instance.is("numpy.core.numeric._frombuffer") && arguments.size() >= 4) {
      return of(arguments.get(1), arguments.get(2), isF(arguments.get(3)), arguments.get(0));
    }
    if (instance.is("numpy.core.multiarray.scalar") && arguments.size() >= 2) {
      return of(arguments.get(0), new Sequence(List.of()), false, arguments.get(1));
    }
    return null;
  }

  private static NumpyArray of(
      @Nullable Pickled dtype, @Nullable Pickled shape, boolean columnMajor, Pickled content) {
    DType type = DType.of(dtype);
    int[] lengths = shape(shape);
    if (type.kind() == DType.Kind.OBJECT) {
      List<Pickled> items = content instanceof Sequence s ? s.items() : List.of(content);
      return new NumpyArray(type, lengths, columnMajor, new Bytes(new byte[0], 0, 0), 0, 0, items);
    }
    Bytes bytes =
        switch (content) {
          case Bytes b -> b;
          case Text(String latin1) -> {
            byte[] raw = latin1.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            yield new Bytes(raw, 0, raw.length);
          }
          default -> throw Corrupt.file("An array in the pickle has no content");
        };
    return new NumpyArray(type, lengths, columnMajor, bytes, 0, type.size(), List.of());
  }

  private static boolean isF(@Nullable Pickled order) {
    return order instanceof Text(String text) && text.equals("F");
  }

  /// The lengths of an array's dimensions.
  static int[] shape(@Nullable Pickled value) {
    if (value instanceof Int(long length)) {
      return new int[] {dimension(length)};
    }
    if (!(value instanceof Sequence sequence) || sequence.size() > 32) {
      throw Corrupt.file("An array in the pickle has no shape");
    }
    int[] shape = new int[sequence.size()];
    for (int i = 0; i < shape.length; i++) {
      if (!(sequence.get(i) instanceof Int(long length))) {
        throw Corrupt.file("An array in the pickle has no shape");
      }
      shape[i] = dimension(length);
    }
    return shape;
  }

  private static int dimension(long length) {
    if (length < 0 || length > Integer.MAX_VALUE) {
      throw Corrupt.file("An array in the pickle claims %d items".formatted(length));
    }
    return (int) length;
  }

  private static int size(int[] shape) {
    long size = 1;
    for (int length : shape) {
      size = Math.min(size * length, Integer.MAX_VALUE);
    }
    return (int) size;
  }

  public DType type() {
    return type;
  }

  public int[] shape() {
    return shape.clone();
  }

  /// How many dimensions there are: 0 for a scalar.
  public int dimensions() {
    return shape.length;
  }

  /// The length of one dimension; 1 for those beyond the last.
  public int length(int dimension) {
    return dimension < shape.length ? shape[dimension] : 1;
  }

  public int size() {
    return size;
  }

  /// The array of one member of a record, over the same bytes.
  public NumpyArray field(String name) {
    DType.Field field = type.fields().get(name);
    if (field == null) {
      throw Corrupt.file(
          "A record array has no member '%s', only %s".formatted(name, type.fields().keySet()));
    }
    return new NumpyArray(
        field.type(), shape, columnMajor, bytes, start + field.offset(), stride, objects);
  }

  public boolean hasField(String name) {
    return type.fields().containsKey(name);
  }

  /// Item `index` as a number; booleans are 0 and 1.
  public double number(int index) {
    return switch (type.kind()) {
      case BOOLEAN, INTEGER, UNSIGNED -> (double) integer(index);
      case FLOAT -> Items.floating(bytes.array(), at(index), type);
      case OBJECT -> objectNumber(object(index));
      case TEXT, BYTES, RECORD -> throw wrongKind("numbers");
    };
  }

  /// Item `index` as a whole number.
  public long integer(int index) {
    return switch (type.kind()) {
      case BOOLEAN, INTEGER, UNSIGNED -> Items.integer(bytes.array(), at(index), type);
      case FLOAT, OBJECT -> (long) number(index);
      case TEXT, BYTES, RECORD -> throw wrongKind("integers");
    };
  }

  /// Item `index` of an array of objects.
  public Pickled object(int index) {
    if (type.kind() != DType.Kind.OBJECT) {
      throw wrongKind("objects");
    }
    return objects.get(position(index));
  }

  /// Item `index` as text, where it is text.
  public @Nullable String text(int index) {
    return switch (type.kind()) {
      case TEXT, BYTES -> Items.text(bytes.array(), at(index), type);
      case OBJECT -> object(index) instanceof Text(String text) ? text : null;
      case BOOLEAN, INTEGER, UNSIGNED, FLOAT, RECORD -> null;
    };
  }

  public double[] doubles() {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = number(i);
    }
    return values;
  }

  public int[] ints() {
    int[] values = new int[size];
    for (int i = 0; i < size; i++) {
      long value = integer(i);
      if (value != (int) value) {
        throw Corrupt.file("An array holds %d, where a small integer belongs".formatted(value));
      }
      values[i] = (int) value;
    }
    return values;
  }

  private static double objectNumber(Pickled item) {
    return switch (item) {
      case Int(long value) -> value;
      case Pickled.Real(double value) -> value;
      case Pickled.Bool(boolean value) -> value ? 1 : 0;
      case Pickled.None _ -> Double.NaN;
      case Instance instance when instance.is("numpy.core.multiarray.scalar") -> {
        NumpyArray scalar = of(instance);
        if (scalar == null || scalar.type.kind() == DType.Kind.OBJECT) {
          throw Corrupt.file("A NumPy scalar in the pickle has no value");
        }
        yield scalar.number(0);
      }
      default -> throw Corrupt.file("An array of objects holds something that is no number");
    };
  }

  private int at(int index) {
    return bytes.offset() + start + position(index) * stride;
  }

  private int position(int index) {
    if (index < 0 || index >= size) {
      throw Corrupt.file("An array of %d items is asked for item %d".formatted(size, index));
    }
    if (!columnMajor) {
      return index;
    }
    int rest = index;
    int position = 0;
    int step = size;
    for (int d = shape.length - 1; d >= 0; d--) {
      step /= shape[d];
      position += rest % shape[d] * step;
      rest /= shape[d];
    }
    return position;
  }

  private SlipwayException wrongKind(String wanted) {
    return Corrupt.file(
        "An array of %s stands where %s belong"
            .formatted(type.kind().name().toLowerCase(java.util.Locale.ROOT), wanted));
  }
}
