package dev.slipway.serving.http;

import dev.slipway.wire.coding.ContentCoding;
import dev.slipway.wire.json.JsonInput;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import tools.jackson.databind.JsonNode;

/// Reads the body of a request that asks for no prediction: a JSON object, or nothing.
public final class SmallBody {
  private static final int LONGEST = 64 << 10;
  private static final byte[] EMPTY = {'{', '}'};

  private SmallBody() {}

  public static JsonNode read(ServerRequest request) {
    byte[] body =
        ContentCoding.readAll(
            request.content().inputStream(),
            ContentCoding.of(Asked.header(request, HeaderNames.CONTENT_ENCODING)),
            LONGEST);
    byte[] json = body.length == 0 ? EMPTY : body;
    JsonNode document = JsonInput.tree(json, json.length);
    if (!document.isObject()) {
      throw JsonInput.malformed("the body must be a JSON object");
    }
    return document;
  }
}
