package dev.slipway.wire.openinference;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.json.JsonInput;
import dev.slipway.wire.predict.RowReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// An inference request: either one tensor with a row of features per row, in the order of the
/// signature, or one tensor per column under the column's name.
public final class InferRequest {
  private @Nullable String id;
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();

  private InferRequest() {}

  public static InferRequest read(byte[] body, int length) {
    InferRequest request = new InferRequest();
    JsonInput.read(body, length, request::read);
    request.inputs.forEach(Tensor::check);
    if (request.inputs.isEmpty()) {
      throw JsonInput.malformed("the request has no 'inputs'; send at least one tensor");
    }
    return request;
  }

  /// The caller's own id of the request, which the reply repeats.
  public @Nullable String id() {
    return id;
  }

  /// The outputs asked for by name; none means the model's usual ones.
  public List<String> outputs() {
    return List.copyOf(outputs);
  }

  /// Copies the tensors into rows. A faulty element refuses the whole request, since a tensor has no place
  /// for an error. Returns how many rows there are.
  public int fill(RowReader reader, Rows rows, InputFaults faults, int maxRows) {
    int width = reader.names().size();
    Tensor first = inputs.getFirst();
    boolean matrix =
        inputs.size() == 1
            && first.shape.size() >= 2
            && first.width() == width
            && (width > 1 || !reader.names().contains(first.name));
    long count = first.rows();
    if (count == 0) {
      throw JsonInput.malformed("the tensors have no rows; send at least one");
    }
    if (count > maxRows) {
      throw new SlipwayException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "the request has %d rows and at most %d are read; split it".formatted(count, maxRows));
    }
    for (int r = 0; r < count; r++) {
      rows.add();
    }
    if (matrix) {
      for (int e = 0; e < first.size(); e++) {
        first.copy(e, reader.cells(), e % width, rows, e / width, faults);
      }
    } else {
      byColumn(reader, rows, faults, (int) count);
    }
    if (!faults.isEmpty()) {
      rows.clear();
    }
    return (int) count;
  }

  private void byColumn(RowReader reader, Rows rows, InputFaults faults, int count) {
    boolean[] there = new boolean[reader.names().size()];
    for (Tensor tensor : inputs) {
      int column = reader.names().indexOf(tensor.name);
      if (column < 0) {
        if (inputs.size() == 1 && tensor.shape.size() >= 2) {
          throw JsonInput.malformed(
              "tensor '%s' has %d features a row and the model takes %d: %s"
                  .formatted(
                      tensor.name,
                      tensor.width(),
                      there.length,
                      String.join(", ", reader.names())));
        }
        reader.unknown(tensor.name, "", 0, faults);
        continue;
      }
      if (there[column]) {
        throw JsonInput.malformed("tensor '%s' is there twice".formatted(tensor.name));
      }
      if (tensor.rows() != count || tensor.width() != 1) {
        throw JsonInput.malformed(
            "tensor '%s' has shape %s, expected [%d] or [%d, 1] as the first has"
                .formatted(tensor.name, tensor.shape, count, count));
      }
      there[column] = true;
      for (int r = 0; r < count; r++) {
        tensor.copy(r, reader.cells(), column, rows, r, faults);
      }
    }
    for (int c = 0; c < there.length; c++) {
      if (!there[c]) {
        reader.absent(c, 0, faults);
      }
    }
  }

  private int read(JsonParser in) {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw JsonInput.malformed(
          "an inference request is an object with 'inputs', not "
              + JsonInput.kind(in.currentToken()));
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String member = in.currentName();
      in.nextToken();
      switch (member) {
        case "id" -> id = in.getString();
        case "inputs" -> list(in, member, () -> inputs.add(tensor(in)));
        case "outputs" -> list(in, member, () -> outputs.add(tensor(in).name));
        default -> in.skipChildren();
      }
    }
    return inputs.size();
  }

  private static void list(JsonParser in, String member, Runnable element) {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw JsonInput.malformed(
          "'%s' must be a list, got %s%s"
              .formatted(member, JsonInput.kind(in.currentToken()), JsonInput.position(in)));
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw JsonInput.malformed(
            "an element of '%s' must be an object, got %s%s"
                .formatted(member, JsonInput.kind(in.currentToken()), JsonInput.position(in)));
      }
      element.run();
    }
  }

  private static Tensor tensor(JsonParser in) {
    Tensor tensor = new Tensor();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String member = in.currentName();
      in.nextToken();
      switch (member) {
        case "name" -> tensor.name = in.getString();
        case "datatype" -> tensor.datatype = in.getString();
        case "shape" -> tensor.readShape(in);
        case "data" -> tensor.readElements(in);
        default -> in.skipChildren();
      }
    }
    return tensor;
  }
}
