package dev.slipway.scoring.onnx.file;

import java.util.Optional;

/// Reads what a graph says of its inputs and outputs.
final class ShapeReader {
  private static final int DEEPEST = 8;
  private static final int MOST_DIMENSIONS = 32;

  private ShapeReader() {}

  static TensorShape read(Protobuf in, Parts parts) {
    parts.count();
    String name = "";
    TensorShape type = new TensorShape("", Optional.empty(), new long[0]);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> type = type(in.message(), 0);
        default -> {}
      }
    }
    return new TensorShape(name, type.type(), type.dimensions());
  }

  private static TensorShape type(Protobuf in, int depth) {
    if (depth > DEEPEST) {
      throw Protobuf.corrupt("nests types deeper than %d levels".formatted(DEEPEST));
    }
    TensorShape shape = new TensorShape("", Optional.empty(), new long[0]);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> shape = tensor(in.message());
        // A sequence, a map and an optional value hold a type each, at one of two places.
        case 4, 5, 9 -> {
          Protobuf inner = in.message();
          while (inner.next()) {
            if (inner.field() == 2 || (inner.field() == 1 && in.field() != 5)) {
              type(inner.message(), depth + 1);
            }
          }
        }
        case 8 -> throw ModelReader.unsupported("has sparse tensors; export it with dense ones");
        default -> {}
      }
    }
    return shape;
  }

  private static TensorShape tensor(Protobuf in) {
    long type = 0;
    Longs dimensions = new Longs();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> type = in.integer();
        case 2 -> {
          Protobuf shape = in.message();
          while (shape.next()) {
            if (shape.field() == 1) {
              dimensions.add(dimension(shape.message()));
            }
          }
        }
        default -> {}
      }
    }
    long[] sizes = dimensions.toArray();
    if (sizes.length > MOST_DIMENSIONS) {
      throw Protobuf.corrupt("has a tensor of %d dimensions".formatted(sizes.length));
    }
    return new TensorShape(
        "", type == 0 ? Optional.empty() : Optional.of(ElementType.of(type)), sizes);
  }

  private static long dimension(Protobuf in) {
    long size = TensorShape.OPEN;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> size = in.integer() < 0 ? TensorShape.OPEN : in.integer();
        case 2 -> size = TensorShape.OPEN;
        default -> {}
      }
    }
    return size;
  }
}
