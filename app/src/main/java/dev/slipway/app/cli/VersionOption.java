package dev.slipway.app.cli;

import dev.slipway.app.client.ApiClient;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.VersionId;
import dev.slipway.wire.json.Json;

/// Reads a version as people write it: `flight-delay:3`, an alias `flight-delay@champion`, or just the
/// model's name for its newest version.
final class VersionOption {
  static final String SYNTAX = "MODEL[:NUMBER|@ALIAS]";

  private VersionOption() {}

  static VersionId resolve(String text, ApiClient client) {
    if (text.indexOf(':') > 0) {
      return Json.versionId(text);
    }
    int at = text.indexOf('@');
    String model = VersionId.requireModelName(at < 0 ? text : text.substring(0, at));
    if (at < 0) {
      return Json.versionId(
          client.get("/api/v1/models/" + model).path("versions").path(0).path("id").asString());
    }
    return client
        .findByAlias(model, text.substring(at + 1))
        .orElseThrow(() ->
            new SlipwayException(
                ErrorCode.NOT_FOUND,
                "no version of %s has the alias '%s'".formatted(model, text.substring(at + 1))));
  }
}
