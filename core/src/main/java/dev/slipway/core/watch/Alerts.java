package dev.slipway.core.watch;

import java.util.List;

/// The stored alerts (port).
public interface Alerts {
  /// Stores the alert as it now is; the same id replaces.
  void save(Alert alert);

  /// Newest first.
  List<Alert> list(int limit);
}
