package dev.slipway.serving.http;

import io.helidon.common.uri.UriPath;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;

/// The path `/predict/ENDPOINT`, on which most requests come. Helidon would match it by a regular expression and
/// collect its parts in a map, for every request anew; here it is one look at the text. Thread-safe.
final class EndpointPath implements PathMatcher {
  private static final String PREFIX = "/predict/";
  private static final PathMatcher ANY = PathMatchers.any();

  @Override
  public PathMatchers.MatchResult match(UriPath path) {
    String text = path.path();
    boolean matches =
        text.length() > PREFIX.length()
            && text.startsWith(PREFIX)
            && text.indexOf('/', PREFIX.length()) < 0;
    return matches ? ANY.match(path) : PathMatchers.MatchResult.notAccepted();
  }

  /// Nothing is routed below an endpoint.
  @Override
  public PathMatchers.PrefixMatchResult prefixMatch(UriPath path) {
    return PathMatchers.PrefixMatchResult.notAccepted();
  }

  /// The endpoint that such a path names.
  static String endpoint(UriPath path) {
    return path.path().substring(PREFIX.length());
  }
}
