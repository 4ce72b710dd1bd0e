package dev.slipway.scoring.document;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.scoring.document.Value.Fields;
import dev.slipway.scoring.document.Value.Flag;
import dev.slipway.scoring.document.Value.Items;
import dev.slipway.scoring.document.Value.Number;
import dev.slipway.scoring.document.Value.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A value in an untrusted document, and where it stands, so that an accessor that does not find what it
/// expects can name the place. Every accessor throws `CORRUPT_MODEL`.
public final class Document {
  private final String path;
  private final Value value;

  private Document(String path, Value value) {
    this.path = path;
    this.value = value;
  }

  /// @param what names the document in messages, such as a file's name
  public static Document json(byte[] bytes, String what) {
    return new Document(what, JsonReader.read(bytes, new Budget(what)));
  }

  /// @param what names the document in messages, such as a file's name
  public static Document ubjson(byte[] bytes, String what) {
    return new Document(what, UbjsonReader.read(bytes, new Budget(what)));
  }

  /// UBJSON if the byte behind the opening brace says so, else JSON.
  public static Document jsonOrUbjson(byte[] bytes, String what) {
    boolean binary = bytes.length > 1 && "$#iUIlL".indexOf(bytes[1]) >= 0;
    return binary ? ubjson(bytes, what) : json(bytes, what);
  }

  /// The field, which must be there.
  public Document field(String name) {
    return optional(name).orElseThrow(() -> corrupt("has no field '%s'".formatted(name)));
  }

  /// The field, unless it is absent or null.
  public Optional<Document> optional(String name) {
    if (!(value instanceof Fields(var fields))) {
      throw expected("an object");
    }
    Value field = fields.get(name);
    return field == null || field instanceof Value.Nothing
        ? Optional.empty()
        : Optional.of(new Document(path + "." + name, field));
  }

  public boolean has(String name) {
    return value instanceof Fields(var fields) && fields.containsKey(name);
  }

  /// The names of an object's fields.
  public List<String> names() {
    if (value instanceof Fields(var fields)) {
      return List.copyOf(fields.keySet());
    }
    throw expected("an object");
  }

  public String text() {
    if (value instanceof Text(var text)) {
      return text;
    }
    throw expected("a text");
  }

  public boolean isText() {
    return value instanceof Text;
  }

  public boolean isFlag() {
    return value instanceof Flag;
  }

  public boolean isList() {
    return value instanceof Items || value instanceof Value.Numbers;
  }

  public boolean flag() {
    if (value instanceof Flag(var flag)) {
      return flag;
    }
    throw expected("true or false");
  }

  /// A number, or a text that is one.
  public double number() {
    return switch (value) {
      case Number(var number) -> number;
      case Text(var text) -> parsed(text);
      case Flag _, Value.Nothing _, Value.Numbers _, Items _, Fields _ ->
          throw expected("a number");
    };
  }

  /// A whole number from 0 to `most`.
  public int count(int most) {
    double number = number();
    if (!(number >= 0 && number <= most) || number != Math.rint(number)) {
      throw corrupt("is %s, expected a whole number from 0 to %d".formatted(number, most));
    }
    return (int) number;
  }

  public double[] numbers() {
    return switch (value) {
      case Value.Numbers(var numbers) -> numbers;
      case Items(var items) ->
          // Flags stand for 0 and 1: XGBoost writes either.
          items.stream().mapToDouble(this::asNumber).toArray();
      case Flag _, Value.Nothing _, Text _, Number _, Fields _ ->
          throw expected("a list of numbers");
    };
  }

  private double asNumber(Value item) {
    return switch (item) {
      case Number(var number) -> number;
      case Flag(var flag) -> flag ? 1 : 0;
      case Text(var text) -> parsed(text);
      case Value.Nothing _ -> Double.NaN;
      case Value.Numbers _, Items _, Fields _ -> throw expected("a list of numbers");
    };
  }

  /// Whole numbers that fit an `int`.
  public int[] integers() {
    double[] numbers = numbers();
    int[] integers = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      integers[i] = (int) numbers[i];
      if (integers[i] != numbers[i]) {
        throw corrupt("has %s at %d, expected a whole number".formatted(numbers[i], i));
      }
    }
    return integers;
  }

  public List<String> texts() {
    return items().stream().map(Document::text).toList();
  }

  public List<Document> items() {
    List<Value> items =
        switch (value) {
          case Items(var list) -> list;
          case Value.Numbers(var numbers) ->
              Arrays.stream(numbers).<Value>mapToObj(Number::new).toList();
          case Flag _, Value.Nothing _, Text _, Number _, Fields _ -> throw expected("a list");
        };
    List<Document> documents = new ArrayList<>(items.size());
    for (Value item : items) {
      documents.add(new Document(path + "[" + documents.size() + "]", item));
    }
    return documents;
  }

  /// An error about this place.
  public SlipwayException corrupt(String how) {
    return new SlipwayException(
        ErrorCode.CORRUPT_MODEL, "%s %s; export the model again".formatted(path, how));
  }

  private SlipwayException expected(String kind) {
    return corrupt("is %s, expected %s".formatted(value.kind(), kind));
  }

  private double parsed(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw corrupt("is '%s', expected a number".formatted(abbreviated(text)));
    }
  }

  private static String abbreviated(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
