package dev.slipway.serving.plane;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;

/// Whether callers may change which models a server has loaded, and what it logs and traces.
public enum Changes {
  ALLOWED,
  REFUSED;

  /// Throws `FORBIDDEN` where they may not.
  public void requireAllowed() {
    if (this == REFUSED) {
      throw new SlipwayException(
          ErrorCode.FORBIDDEN,
          "callers may change nothing on a server that listens beyond its own machine; start it with --allow-changes where all who reach it may");
    }
  }
}
