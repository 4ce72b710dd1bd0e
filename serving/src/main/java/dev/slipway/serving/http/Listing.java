package dev.slipway.serving.http;

import dev.slipway.serving.plane.Served;
import dev.slipway.wire.json.JsonBuffer;
import java.util.List;

/// Writes `{"models":["…"]}`, which both versions of KServe's protocol list models with.
final class Listing {
  private Listing() {}

  static JsonBuffer of(JsonBuffer out, List<Served> served) {
    out.raw("{\"models\":[");
    for (int i = 0; i < served.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      out.string(served.get(i).endpoint());
    }
    return out.raw("]}");
  }
}
