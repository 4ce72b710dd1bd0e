package dev.slipway.core.release;

import dev.slipway.core.route.Environment;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// [Releases] that live as long as the process. Thread-safe: every method holds the object's lock.
public final class InMemoryReleases implements Releases {
  private final Map<String, Release> byId = new LinkedHashMap<>();

  @Override
  public synchronized void save(Release release) {
    if (release.running()) {
      for (Release other : running()) {
        if (!other.id().equals(release.id())
            && other.endpoint().equals(release.endpoint())
            && other.environment() == release.environment()) {
          throw Releases.conflict(other);
        }
      }
    }
    byId.put(release.id(), release);
  }

  @Override
  public synchronized Optional<Release> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public synchronized List<Release> running() {
    return byId.values().stream()
        .filter(Release::running)
        .sorted(Comparator.comparing(Release::startedAt))
        .toList();
  }

  @Override
  public synchronized List<Release> of(String endpoint, Environment environment, int limit) {
    return byId.values().stream()
        .filter(r -> r.endpoint().equals(endpoint) && r.environment() == environment)
        .sorted(Comparator.comparing(Release::startedAt).reversed())
        .limit(limit)
        .toList();
  }
}
