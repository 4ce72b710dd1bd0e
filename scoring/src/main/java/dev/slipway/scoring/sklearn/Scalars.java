package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.pickle.DType;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import org.jspecify.annotations.Nullable;

/// Single values as Python and NumPy write them.
final class Scalars {
  private Scalars() {}

  static @Nullable Double number(@Nullable Pickled value) {
    return switch (value) {
      case Pickled.Int(long number) -> (double) number;
      case Pickled.Real(double number) -> number;
      case Pickled.Bool(boolean flag) -> flag ? 1.0 : 0.0;
      case Pickled.BigInt(java.math.BigInteger number) -> number.doubleValue();
      case Pickled.Instance instance -> {
        NumpyArray array = NumpyArray.of(instance);
        yield array != null && array.size() == 1 && numeric(array.type().kind())
            ? (Double) array.number(0)
            : null;
      }
      case null, default -> null;
    };
  }

  static @Nullable String text(@Nullable Pickled value) {
    return switch (value) {
      case Pickled.Text(String text) -> text;
      case Pickled.Instance instance -> {
        NumpyArray array = NumpyArray.of(instance);
        yield array != null && array.size() == 1 ? array.text(0) : null;
      }
      case null, default -> null;
    };
  }

  private static boolean numeric(DType.Kind kind) {
    return switch (kind) {
      case BOOLEAN, INTEGER, UNSIGNED, FLOAT -> true;
      case TEXT, BYTES, OBJECT, RECORD -> false;
    };
  }
}
