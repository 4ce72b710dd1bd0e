package dev.slipway.server.console;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The addresses of the console's pages.
final class Links {
  private Links() {}

  static String model(String model) {
    return "/models/" + encode(model);
  }

  static String version(VersionId id) {
    return model(id.model()) + "/versions/" + id.number();
  }

  static String endpoint(String endpoint, Environment environment) {
    String page = "/endpoints/" + encode(endpoint);
    return environment == Environment.PRODUCTION
        ? page
        : page + "?environment=" + environment.label();
  }

  /// The first eight digits of a commit, as `git log --oneline` would.
  static String commit(String commit) {
    return commit.substring(0, Math.min(8, commit.length()));
  }

  static String encode(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
