package dev.slipway.scoring.onnx.file;

import java.util.List;

/// What a node is told beside its inputs.
public sealed interface Attribute {
  record Number(float value) implements Attribute {}

  record Integer(long value) implements Attribute {}

  record Text(String value) implements Attribute {}

  record Tensor(StoredTensor value) implements Attribute {}

  record Numbers(double[] values) implements Attribute {}

  record Integers(long[] values) implements Attribute {}

  record Texts(List<String> values) implements Attribute {
    public Texts {
      values = List.copyOf(values);
    }
  }

  /// Something that none of our own operators reads: subgraphs, types, lists of tensors.
  record Other() implements Attribute {}
}
