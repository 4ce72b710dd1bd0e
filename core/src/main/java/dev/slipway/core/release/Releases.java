package dev.slipway.core.release;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.route.Environment;
import java.util.List;
import java.util.Optional;

/// The stored releases (port).
public interface Releases {
  /// Stores the release as it now is, durably. At most one release of an endpoint and environment runs at
  /// a time: starting a second throws `CONFLICT`.
  void save(Release release);

  Optional<Release> find(String id);

  /// Oldest first.
  List<Release> running();

  /// Newest first.
  List<Release> of(String endpoint, Environment environment, int limit);

  /// What an implementation throws for a second running release.
  static SlipwayException conflict(Release running) {
    return new SlipwayException(
        ErrorCode.CONFLICT,
        "release %s of %s is still running at endpoint '%s' in %s: wait for it, or end it with 'slipway rollback %s'"
            .formatted(
                running.id(),
                running.candidate(),
                running.endpoint(),
                running.environment().label(),
                running.endpoint()));
  }
}
