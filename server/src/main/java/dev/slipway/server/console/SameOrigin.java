package dev.slipway.server.console;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.util.Optional;

/// Refuses forms that another site sent in the reader's name. Browsers say where a form came from and
/// pages cannot forge it; a request that does not say is refused too.
final class SameOrigin {
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");

  private SameOrigin() {}

  static void require(ServerRequest request) {
    Optional<String> site = request.headers().first(FETCH_SITE);
    Optional<String> origin = request.headers().first(HeaderNames.ORIGIN);
    boolean same =
        origin.map(o -> authority(o).equalsIgnoreCase(request.authority())).orElse(false)
            && site.map("same-origin"::equals).orElse(true);
    if (!same) {
      throw new SlipwayException(
          ErrorCode.FORBIDDEN,
          "this form was sent from '%s', not from this console; open the page here and send it again"
              .formatted(origin.orElse("an unknown page")));
    }
  }

  private static String authority(String origin) {
    try {
      return Optional.ofNullable(URI.create(origin).getRawAuthority()).orElse("");
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
