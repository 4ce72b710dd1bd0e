package dev.slipway.scoring.pickle;

import dev.slipway.scoring.pickle.Pickled.Dict;
import dev.slipway.scoring.pickle.Pickled.Instance;
import dev.slipway.scoring.pickle.Pickled.Int;
import dev.slipway.scoring.pickle.Pickled.Sequence;
import dev.slipway.scoring.pickle.Pickled.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The type of an array's items, as NumPy describes it.
///
/// @param size bytes an item takes
/// @param fields the members of a record by name; empty for every other kind
public record DType(Kind kind, int size, boolean bigEndian, Map<String, Field> fields) {
  /// What an item is. `TEXT` has four bytes a character, `BYTES` one.
  public enum Kind {
    BOOLEAN,
    INTEGER,
    UNSIGNED,
    FLOAT,
    TEXT,
    BYTES,
    OBJECT,
    RECORD
  }

  /// A member of a record.
  public record Field(DType type, int offset) {}

  private static final int MAX_NESTED_RECORDS = 4;

  static DType of(@Nullable Pickled value) {
    return of(value, 0);
  }

  private static DType of(@Nullable Pickled value, int depth) {
    if (!(value instanceof Instance dtype)
        || !dtype.is("numpy.dtype")
        || dtype.arguments().isEmpty()
        || !(dtype.arguments().getFirst() instanceof Text(String code))
        || code.isEmpty()) {
      throw Corrupt.file("An array in the pickle has no readable type");
    }
    Sequence state = dtype.state() instanceof Sequence s && s.size() >= 7 ? s : null;
    boolean bigEndian =
        state != null && state.get(1) instanceof Text(String order) && order.equals(">");
    char letter = code.charAt(0);
    int size = size(code);
    return switch (letter) {
      case '?', 'b' ->
          new DType(
              letter == '?' || size == 1 && code.equals("b1") ? Kind.BOOLEAN : Kind.INTEGER,
              1,
              false,
              Map.of());
      case 'i' -> number(Kind.INTEGER, size, bigEndian, code);
      case 'u' -> number(Kind.UNSIGNED, size, bigEndian, code);
      case 'f' -> number(Kind.FLOAT, size, bigEndian, code);
      case 'U' -> new DType(Kind.TEXT, size * 4, bigEndian, Map.of());
      case 'S' -> new DType(Kind.BYTES, size, bigEndian, Map.of());
      case 'O' -> new DType(Kind.OBJECT, 8, false, Map.of());
      case 'V' -> record(state, depth);
      default -> throw unknown(code);
    };
  }

  private static DType number(Kind kind, int size, boolean bigEndian, String code) {
    boolean known = size == 8 || size == 4 || size == 2 || (size == 1 && kind != Kind.FLOAT);
    if (!known) {
      throw unknown(code);
    }
    return new DType(kind, size, bigEndian, Map.of());
  }

  private static DType record(@Nullable Sequence state, int depth) {
    if (state == null
        || depth >= MAX_NESTED_RECORDS
        || !(state.get(3) instanceof Sequence names)
        || !(state.get(4) instanceof Dict described)
        || !(state.get(5) instanceof Int(long size))
        || size <= 0
        || size > 1 << 20) {
      throw Corrupt.file("A record array in the pickle does not name its members");
    }
    Map<String, Field> fields = new LinkedHashMap<>();
    for (Pickled name : names.items()) {
      if (name instanceof Text(String text)
          && described.get(text) instanceof Sequence member
          && member.size() >= 2
          && member.get(1) instanceof Int(long offset)) {
        DType type = of(member.get(0), depth + 1);
        if (offset < 0 || offset + type.size > size) {
          throw Corrupt.file("Member '%s' lies outside its record".formatted(text));
        }
        fields.put(text, new Field(type, (int) offset));
      }
    }
    return new DType(Kind.RECORD, (int) size, false, Map.copyOf(fields));
  }

  private static int size(String code) {
    if (code.length() == 1) {
      return code.charAt(0) == '?' ? 1 : 0;
    }
    try {
      int size = Integer.parseInt(code.substring(1));
      if (size >= 0 && size <= 1 << 20) {
        return size;
      }
    } catch (NumberFormatException e) {
      throw unknown(code);
    }
    throw unknown(code);
  }

  private static RuntimeException unknown(String code) {
    return Corrupt.unsupported(
        "The pickle holds an array of type '%s', which is not supported; use float64, int64, bool or text."
            .formatted(PythonText.excerpt(code)));
  }
}
