package dev.slipway.wire.openinference;

import dev.slipway.wire.protobuf.MessageReader;

/// The model that a message of gRPC is about.
///
/// @param name empty where the message names none, and so is `version`
public record AskedModel(String name, String version) {
  /// Reads the two fields that the protocol's requests begin with, and passes over the others.
  public static AskedModel read(byte[] body, int length) {
    MessageReader in = MessageReader.of(body, length);
    String name = "";
    String version = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> version = in.text();
        default -> in.skip();
      }
    }
    return new AskedModel(name, version);
  }
}
