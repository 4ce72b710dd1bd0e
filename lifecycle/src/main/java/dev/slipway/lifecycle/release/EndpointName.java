package dev.slipway.lifecycle.release;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.util.regex.Pattern;

/// What an endpoint may be called: it stands in a URL.
final class EndpointName {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}");

  private EndpointName() {}

  static void require(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is no endpoint name: use up to 128 letters, digits, dots, dashes and underscores"
              .formatted(name));
    }
  }
}
