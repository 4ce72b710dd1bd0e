package dev.slipway.serving.plane;

import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.Workspace;

/// Reads a body into rows, as one protocol writes them.
///
/// It may be called twice for one request, once for the version that answers and once for a shadow.
@FunctionalInterface
public interface RequestDecoder {
  /// Fills the workspace's rows with those that are good and its faults with what is wrong with the others.
  /// Returns how many rows the request has, good or not.
  int decode(byte[] body, int length, LoadedVersion version, Workspace workspace, Limits limits);

  /// How long the body that was decoded says its caller waits, in microseconds from the request's first byte;
  /// 0 where it does not say.
  default long timeoutMicros() {
    return 0;
  }
}
