package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.wire.json.JsonInput;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.databind.JsonNode;

/// Reads the body of a request that asks for no prediction: a JSON object, or nothing.
final class SmallBody {
  private static final int LONGEST = 64 << 10;
  private static final byte[] EMPTY = {'{', '}'};

  private SmallBody() {}

  static JsonNode read(ServerRequest request) {
    byte[] body;
    try (InputStream in = request.content().inputStream()) {
      body = in.readNBytes(LONGEST + 1);
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.MALFORMED_REQUEST, "the body broke off", e);
    }
    if (body.length > LONGEST) {
      throw new SlipwayException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "the body is longer than the %d bytes that are read here; models are not sent, but put where the server finds them"
              .formatted(LONGEST));
    }
    byte[] json = body.length == 0 ? EMPTY : body;
    JsonNode document = JsonInput.tree(json, json.length);
    if (!document.isObject()) {
      throw JsonInput.malformed("the body must be a JSON object");
    }
    return document;
  }
}
