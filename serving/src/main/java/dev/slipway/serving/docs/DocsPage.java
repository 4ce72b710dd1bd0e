package dev.slipway.serving.docs;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Swagger UI about `/openapi.json`, from the class path: nothing is fetched from elsewhere. Its script is
/// large, so files are packed once, when the page is first asked for. Thread-safe.
final class DocsPage {
  private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.21.0/";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final Header GZIP =
      HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "gzip");
  private static final Header NO_SNIFFING =
      HeaderValues.createCached("X-Content-Type-Options", "nosniff");
  // Swagger UI sets styles on elements and draws its icons from data URLs.
  private static final Header POLICY =
      HeaderValues.createCached(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

  private record Source(String type, String resource) {}

  private record Packed(byte[] plain, byte[] gzipped) {}

  private static final Map<String, Source> FILES =
      Map.of(
          "",
          new Source("text/html; charset=utf-8", "docs.html"),
          "docs.css",
          new Source(STYLE, "docs.css"),
          "docs.js",
          new Source(SCRIPT, "docs.js"),
          "swagger-ui.css",
          new Source(STYLE, SWAGGER + "swagger-ui.css"),
          "swagger-ui-bundle.js",
          new Source(SCRIPT, SWAGGER + "swagger-ui-bundle.js"));

  private final Map<String, Packed> packed = new java.util.concurrent.ConcurrentHashMap<>();

  void send(ServerRequest request, ServerResponse response) {
    String name =
        request.path().pathParameters().contains("file")
            ? request.path().pathParameters().get("file")
            : "";
    @Nullable Source source = FILES.get(name);
    if (source == null) {
      response.next();
      return;
    }
    Packed file = packed.computeIfAbsent(name, _ -> pack(source.resource()));
    response
        .header(HeaderNames.CONTENT_TYPE, source.type())
        .header(HeaderNames.VARY, "Accept-Encoding")
        .header(HeaderNames.CACHE_CONTROL, "max-age=300")
        .header(NO_SNIFFING)
        .header(POLICY);
    boolean gzip = request.headers().value(HeaderNames.ACCEPT_ENCODING).orElse("").contains("gzip");
    if (gzip) {
      response.header(GZIP);
    }
    response.send(gzip ? file.gzipped() : file.plain());
  }

  private static Packed pack(String resource) {
    try (InputStream in = DocsPage.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the class path");
      }
      byte[] plain = in.readAllBytes();
      ByteArrayOutputStream smaller = new ByteArrayOutputStream(plain.length / 3);
      try (GZIPOutputStream out = new GZIPOutputStream(smaller)) {
        out.write(plain);
      }
      return new Packed(plain, smaller.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
