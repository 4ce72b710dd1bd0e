package dev.slipway.core.watch;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// [Alerts] that live as long as the process. Thread-safe: every method holds the object's lock.
public final class InMemoryAlerts implements Alerts {
  private final Map<String, Alert> byId = new LinkedHashMap<>();

  @Override
  public synchronized void save(Alert alert) {
    byId.put(alert.id(), alert);
  }

  @Override
  public synchronized List<Alert> list(int limit) {
    return byId.values().stream()
        .sorted(Comparator.comparing(Alert::at).reversed())
        .limit(limit)
        .toList();
  }
}
