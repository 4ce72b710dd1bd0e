package dev.slipway.scoring.onnx.file;

/// The element types of a tensor, by ONNX's own numbers.
public enum ElementType {
  FLOAT(1, 4),
  UINT8(2, 1),
  INT8(3, 1),
  UINT16(4, 2),
  INT16(5, 2),
  INT32(6, 4),
  INT64(7, 8),
  STRING(8, 0),
  BOOL(9, 1),
  FLOAT16(10, 2),
  DOUBLE(11, 8),
  UINT32(12, 4),
  UINT64(13, 8),
  BFLOAT16(16, 2);

  private final int code;
  private final int size;

  ElementType(int code, int size) {
    this.code = code;
    this.size = size;
  }

  static ElementType of(long code) {
    for (ElementType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw ModelReader.unsupported(
        "has a tensor of element type %d; convert it to float32".formatted(code));
  }

  /// In bytes; 0 for strings.
  public int size() {
    return size;
  }
}
