package dev.slipway.server.api;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Refuses what a foreign web page makes a person's browser send.
///
/// A page cannot forge the `Origin` of a request that it makes, so a changing request whose origin is
/// another host is refused. A page that points its own name at this machine (DNS rebinding) is the same
/// origin to the browser, but its name then stands in `Host`: only names this server was told, and
/// addresses, are answered.
public final class ForeignRequests {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+]");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");

  private final Set<String> names;

  /// @param names the host names, without port, that this server answers to besides `localhost`
  public ForeignRequests(Set<String> names) {
    this.names =
        names.stream().map(n -> n.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
  }

  /// Throws `FORBIDDEN` where the request is a foreign page's.
  public void refuse(ServerRequest request) {
    String host = header(request, HeaderNames.HOST).orElse("localhost");
    String name = withoutPort(host).toLowerCase(Locale.ROOT);
    if (!name.equals("localhost") && !ADDRESS.matcher(name).matches() && !names.contains(name)) {
      throw new SlipwayException(
          ErrorCode.FORBIDDEN,
          "this server does not answer to the host name '%s'; start it with --host-name %s to allow it"
              .formatted(name, name));
    }
    if (READING.contains(request.prologue().method().text())) {
      return;
    }
    Optional<String> origin = header(request, HeaderNames.ORIGIN);
    boolean crossSite = header(request, FETCH_SITE).filter("cross-site"::equals).isPresent();
    if (crossSite || origin.isPresent() && !hostOf(origin.get()).equalsIgnoreCase(host)) {
      throw new SlipwayException(
          ErrorCode.FORBIDDEN,
          "a page of %s may not change anything here".formatted(origin.orElse("another site")));
    }
  }

  private static Optional<String> header(ServerRequest request, HeaderName name) {
    return request.headers().first(name);
  }

  private static String hostOf(String origin) {
    int scheme = origin.indexOf("://");
    return scheme < 0 ? "" : origin.substring(scheme + 3);
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}
