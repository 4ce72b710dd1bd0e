package dev.slipway.core.release;

import dev.slipway.core.route.Environment;
import java.util.List;
import java.util.Optional;

/// The stored releases (port).
public interface Releases {
  /// Stores the release as it now is, durably. At most one release of an endpoint and environment runs at
  /// a time: starting a second throws `CONFLICT`.
  void save(Release release);

  Optional<Release> find(String id);

  List<Release> running();

  /// Newest first.
  List<Release> of(String endpoint, Environment environment, int limit);
}
