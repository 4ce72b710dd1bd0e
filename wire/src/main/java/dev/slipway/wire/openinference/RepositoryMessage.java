package dev.slipway.wire.openinference;

import dev.slipway.wire.protobuf.MessageReader;
import dev.slipway.wire.protobuf.MessageWriter;
import java.util.ArrayList;
import java.util.List;

/// A message of gRPC that asks for a model to be loaded or unloaded.
///
/// @param parameters the names of what it says beside the model
public record RepositoryMessage(String model, List<String> parameters) {
  public RepositoryMessage {
    parameters = List.copyOf(parameters);
  }

  public static RepositoryMessage read(byte[] message) {
    MessageReader in = MessageReader.of(message, message.length);
    String model = "";
    List<String> parameters = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 2 -> model = in.text();
        case 3 -> parameters.add(RequestMessage.parameter(in.message()));
        default -> in.skip();
      }
    }
    return new RepositoryMessage(model, parameters);
  }

  /// Whether a `RepositoryIndexRequest` asks only for the models that are ready.
  public static boolean readyOnly(byte[] message) {
    MessageReader in = MessageReader.of(message, message.length);
    boolean ready = false;
    while (in.next()) {
      if (in.field() == 2) {
        ready = in.flag();
      } else {
        in.skip();
      }
    }
    return ready;
  }

  /// Writes a model of a `RepositoryIndexResponse`.
  public static void entry(
      MessageWriter out, String model, String version, String state, String reason) {
    out.message(1, e -> e.text(1, model).text(2, version).text(3, state).text(4, reason));
  }
}
