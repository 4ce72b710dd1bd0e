package dev.slipway.core.model;

import dev.slipway.core.table.Column;
import dev.slipway.core.table.Schema;
import java.util.List;

/// The contract of a model: which columns it takes, in which order, and what it gives back.
public record Signature(List<Field> inputs, Output output) {
  public Signature {
    inputs = List.copyOf(inputs);
  }

  public int indexOf(String input) {
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).name().equals(input)) {
        return i;
      }
    }
    return -1;
  }

  public Schema inputSchema() {
    return new Schema(inputs.stream().map(f -> new Column(f.name(), f.type())).toList());
  }
}
