package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.wire.coding.ContentCoding;
import dev.slipway.wire.json.JsonInput;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Reads the body of a request that asks for no prediction: a JSON object, or nothing.
public final class SmallBody {
  private static final int LONGEST = 64 << 10;
  private static final byte[] EMPTY = {'{', '}'};

  private SmallBody() {}

  /// `FORBIDDEN` where a page of another site made its reader's browser send it, which cannot forge its origin.
  public static JsonNode read(ServerRequest request) {
    refuseForeign(request);
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

  private static void refuseForeign(ServerRequest request) {
    String origin = Asked.header(request, HeaderNames.ORIGIN);
    String host = Asked.header(request, HeaderNames.HOST);
    if (origin != null && (host == null || !lower(origin).endsWith("://" + lower(host)))) {
      throw new SlipwayException(
          ErrorCode.FORBIDDEN, "a page of %s may not change anything here".formatted(origin));
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
