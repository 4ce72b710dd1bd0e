package dev.slipway.serving.observation;

import io.helidon.webserver.http.ServerResponse;

/// Learns of every request that one server answers, on the request's own thread: it must not wait.
/// Thread-safe.
public interface RequestObserver {
  /// Is told before anything of the request is read; headers of the reply may still be set.
  void began(Observation observation, ServerResponse response);

  /// Is told once the reply is out, or will never be.
  void ended(Observation observation);
}
