package dev.slipway.server.console;

import dev.slipway.core.watch.Alert;
import dev.slipway.core.watch.Alerts;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// Renders views with their templates and sends them. Thread-safe.
///
/// Pages carry no script and no style of their own, so the content policy allows neither; every value is
/// escaped by the templates for the place where it stands.
final class Pages {
  static final Header NO_SNIFFING = HeaderValues.createCached("X-Content-Type-Options", "nosniff");

  private static final Header POLICY =
      HeaderValues.createCached(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
              + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  private static final Header NO_REFERRER =
      HeaderValues.createCached("Referrer-Policy", "same-origin");
  private static final int ALERTS = 500;

  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), Pages.class.getPackageName());
  private final Assets assets;
  private final Alerts alerts;

  Pages(Assets assets, Alerts alerts) {
    this.assets = assets;
    this.alerts = alerts;
  }

  /// A whole page; the template has the parameters `frame` and `view`.
  void send(
      ServerResponse response,
      Status status,
      String template,
      String title,
      Frame.Section section,
      Object view) {
    long open = alerts.list(ALERTS).stream().filter(a -> a.state() != Alert.State.CLOSED).count();
    Frame frame = new Frame(title, section, open, assets);
    send(response, status, template, Map.of("frame", frame, "view", view));
  }

  /// A part of a page that replaces itself; the template has the parameter `view`.
  void sendPart(ServerResponse response, String template, Object view) {
    send(response, Status.OK_200, template, Map.of("view", view));
  }

  private void send(
      ServerResponse response, Status status, String template, Map<String, Object> parameters) {
    Utf8ByteOutput html = new Utf8ByteOutput();
    templates.render(template, parameters, html);
    ByteArrayOutputStream body = new ByteArrayOutputStream(html.getContentLength());
    try {
      html.writeTo(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    response
        .status(status)
        .header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(POLICY)
        .header(NO_SNIFFING)
        .header(NO_REFERRER)
        .send(body.toByteArray());
  }
}
