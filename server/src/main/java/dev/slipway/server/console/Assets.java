package dev.slipway.server.console;

import dev.slipway.core.content.Digest;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// The scripts, styles and pictures of the console, read from the class path once. The digest of a file
/// stands in its URL, so that browsers may keep it for good. Thread-safe: immutable.
final class Assets {
  static final String PATH = "/console/assets/{digest}/{name}";

  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.4/dist/";
  private static final String ECHARTS = "/META-INF/resources/_static/echarts/5.6.0/dist/";

  private record Asset(String type, String digest, byte[] plain, byte[] gzipped) {}

  private final Map<String, Asset> byName = new LinkedHashMap<>();

  Assets() {
    add("console.css", "text/css; charset=utf-8", "console.css");
    add("console.js", "text/javascript; charset=utf-8", "console.js");
    add("charts.js", "text/javascript; charset=utf-8", "charts.js");
    add("try.js", "text/javascript; charset=utf-8", "try.js");
    add("slipway.svg", "image/svg+xml", "slipway.svg");
    add("htmx.js", "text/javascript; charset=utf-8", HTMX + "htmx.min.js");
    add("echarts.js", "text/javascript; charset=utf-8", ECHARTS + "echarts.common.min.js");
  }

  /// Where a page finds the file.
  String url(String name) {
    Asset asset = byName.get(name);
    if (asset == null) {
      throw new IllegalArgumentException("the console has no file " + name);
    }
    return "/console/assets/" + asset.digest() + "/" + name;
  }

  void send(ServerRequest request, ServerResponse response) {
    Asset asset = byName.get(request.path().pathParameters().get("name"));
    if (asset == null || !asset.digest().equals(request.path().pathParameters().get("digest"))) {
      response.next();
      return;
    }
    response
        .status(Status.OK_200)
        .header(HeaderNames.CONTENT_TYPE, asset.type())
        .header(HeaderNames.VARY, "Accept-Encoding")
        .header(HeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable")
        .header(Pages.NO_SNIFFING);
    boolean gzip = request.headers().value(HeaderNames.ACCEPT_ENCODING).orElse("").contains("gzip");
    if (gzip) {
      response.header(HeaderNames.CONTENT_ENCODING, "gzip");
    }
    response.send(gzip ? asset.gzipped() : asset.plain());
  }

  private void add(String name, String type, String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the class path");
      }
      byte[] bytes = in.readAllBytes();
      ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 2);
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(bytes);
      }
      byName.put(
          name, new Asset(type, Digest.of(bytes).abbreviated(), bytes, packed.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
