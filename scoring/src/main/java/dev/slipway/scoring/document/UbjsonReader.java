package dev.slipway.scoring.document;

import dev.slipway.scoring.document.Value.Fields;
import dev.slipway.scoring.document.Value.Flag;
import dev.slipway.scoring.document.Value.Items;
import dev.slipway.scoring.document.Value.Number;
import dev.slipway.scoring.document.Value.Text;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads Universal Binary JSON (draft 12), with its optimised lists of one type. No length is believed
/// before that many bytes are there.
final class UbjsonReader {
  private static final char NO_TYPE = 0;
  private static final int NO_COUNT = -1;

  private final ByteBuffer in;
  private final Budget budget;

  private UbjsonReader(ByteBuffer in, Budget budget) {
    this.in = in;
    this.budget = budget;
  }

  static Value read(byte[] ubjson, Budget budget) {
    ByteBuffer in = ByteBuffer.wrap(ubjson);
    try {
      UbjsonReader reader = new UbjsonReader(in, budget);
      return reader.value(reader.marker(), 0);
    } catch (BufferUnderflowException e) {
      throw budget.corrupt("ends too early");
    }
  }

  private char marker() {
    char marker = 'N';
    while (marker == 'N') {
      marker = (char) (in.get() & 0xff);
    }
    return marker;
  }

  private Value value(char marker, int depth) {
    budget.spend(depth);
    return switch (marker) {
      case 'S' -> new Text(text());
      case 'C' -> new Text(String.valueOf((char) in.get()));
      case 'T' -> new Flag(true);
      case 'F' -> new Flag(false);
      case 'Z' -> Value.NOTHING;
      case '[' -> list(depth);
      case '{' -> fields(depth);
      default -> new Number(number(marker));
    };
  }

  private double number(char marker) {
    return switch (marker) {
      case 'i' -> in.get();
      case 'U' -> in.get() & 0xff;
      case 'I' -> in.getShort();
      case 'l' -> in.getInt();
      case 'L' -> in.getLong();
      case 'd' -> in.getFloat();
      case 'D' -> in.getDouble();
      default -> throw budget.corrupt("has a value of unknown type 0x%02x".formatted((int) marker));
    };
  }

  private static int width(char marker) {
    return switch (marker) {
      case 'i', 'U' -> 1;
      case 'I' -> 2;
      case 'l', 'd' -> 4;
      case 'L', 'D' -> 8;
      default -> 0;
    };
  }

  private String text() {
    byte[] bytes = new byte[count(1)];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private int count(int bytesEach) {
    double count = number(marker());
    if (count < 0 || count * bytesEach > in.remaining()) {
      throw budget.corrupt("claims %.0f elements but ends before them".formatted(count));
    }
    return (int) count;
  }

  private Value list(int depth) {
    char type = NO_TYPE;
    if (peek() == '$') {
      in.get();
      type = marker();
    }
    int count = counted() ? count(Math.max(1, width(type))) : NO_COUNT;
    if (type != NO_TYPE && count == NO_COUNT) {
      throw budget.corrupt("has a typed list without a length");
    }
    if (width(type) > 0) {
      double[] numbers = new double[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = number(type);
      }
      return new Value.Numbers(numbers);
    }
    return untyped(type, count, depth);
  }

  private Value untyped(char type, int count, int depth) {
    Numbers numbers = new Numbers();
    List<Value> items = new ArrayList<>();
    for (int i = 0; i != count; i++) {
      char marker = type == NO_TYPE ? marker() : type;
      if (count == NO_COUNT && marker == ']') {
        break;
      }
      if (items.isEmpty() && width(marker) > 0) {
        numbers.add(number(marker));
        continue;
      }
      if (numbers.size() > 0) {
        for (double number : numbers.toArray()) {
          budget.spend(depth);
          items.add(new Number(number));
        }
        numbers = new Numbers();
      }
      items.add(value(marker, depth + 1));
    }
    return items.isEmpty() ? new Value.Numbers(numbers.toArray()) : new Items(items);
  }

  private Value fields(int depth) {
    char type = NO_TYPE;
    if (peek() == '$') {
      in.get();
      type = marker();
    }
    int count = counted() ? count(1) : NO_COUNT;
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i != count; i++) {
      if (count == NO_COUNT && peek() == '}') {
        in.get();
        break;
      }
      String name = text();
      fields.put(name, value(type == NO_TYPE ? marker() : type, depth + 1));
    }
    return new Fields(fields);
  }

  private boolean counted() {
    if (peek() != '#') {
      return false;
    }
    in.get();
    return true;
  }

  private char peek() {
    if (!in.hasRemaining()) {
      throw new BufferUnderflowException();
    }
    return (char) (in.get(in.position()) & 0xff);
  }
}
