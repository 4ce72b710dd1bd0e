package dev.slipway.wire.openinference;

import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.json.JsonInput;
import dev.slipway.wire.predict.CellReader;
import dev.slipway.wire.protobuf.MessageReader;
import java.util.Arrays;
import java.util.Locale;

/// Numbers that came in a gRPC message's typed contents, of which each datatype has a field of its own. NaN is
/// how they say that a value is missing, having no null.
final class TypedContents implements Elements {
  static final int TEXTS = 8;

  private double[] numbers = new double[16];
  private int size;

  /// The field that the elements of a datatype stand in; 0 where it can only be sent raw.
  static int field(Datatype datatype) {
    return switch (datatype) {
      case BOOL -> 1;
      case INT8, INT16, INT32 -> 2;
      case INT64 -> 3;
      case UINT8, UINT16, UINT32 -> 4;
      case UINT64 -> 5;
      case FP32 -> 6;
      case FP64 -> 7;
      case BYTES -> TEXTS;
      case FP16, BF16 -> 0;
    };
  }

  /// The name of that field.
  static String name(Datatype datatype) {
    return switch (datatype) {
      case INT8, INT16, INT32 -> "int_contents";
      case UINT8, UINT16, UINT32 -> "uint_contents";
      case BOOL, INT64, UINT64, FP32, FP64, BYTES ->
          datatype.name().toLowerCase(Locale.ROOT) + "_contents";
      case FP16, BF16 -> throw new IllegalStateException(datatype + " is only sent raw");
    };
  }

  /// Takes the numbers of the field that the reader stands on.
  void read(MessageReader in, Datatype datatype) {
    switch (datatype) {
      case BOOL -> in.numbers(n -> add(n == 0 ? 0 : 1));
      case INT8, INT16, INT32 -> in.numbers(n -> add((int) n));
      case INT64 -> in.numbers(this::add);
      case UINT8, UINT16, UINT32 -> in.numbers(n -> add(n & 0xffff_ffffL));
      case UINT64 -> in.numbers(n -> add(Datatype.unsigned(n)));
      case FP32 -> in.fixed(Float.BYTES, bits -> add(Float.intBitsToFloat((int) bits)));
      case FP64 -> in.fixed(Double.BYTES, bits -> add(Double.longBitsToDouble(bits)));
      case FP16, BF16, BYTES -> throw new IllegalStateException("no numbers of " + datatype);
    }
  }

  /// Fails where a number is none of the tensor's type: several share a field.
  void require(Datatype datatype, String tensor) {
    for (int e = 0; e < size; e++) {
      if (!datatype.holds(numbers[e])) {
        throw JsonInput.malformed(
            "element %d of tensor '%s' is %s, which is no %s"
                .formatted(e, tensor, numbers[e], datatype));
      }
    }
  }

  @Override
  public int size() {
    return size;
  }

  /// How many elements there is room for.
  int room() {
    return numbers.length;
  }

  void clear() {
    size = 0;
  }

  @Override
  public void copy(
      int element, CellReader cells, int column, Rows rows, int row, InputFaults faults) {
    double value = numbers[element];
    if (Double.isNaN(value)) {
      cells.missing(column, row, faults);
    } else {
      cells.number(value, column, rows, row, row, faults);
    }
  }

  private void add(double number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    numbers[size++] = number;
  }
}
