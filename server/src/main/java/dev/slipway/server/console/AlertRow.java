package dev.slipway.server.console;

import dev.slipway.core.watch.Alert;
import java.time.Instant;
import java.util.List;

/// An alert as a row.
record AlertRow(
    String kind,
    String endpoint,
    String environment,
    String link,
    String version,
    Badge state,
    String reason,
    Moment when,
    List<Named> columns) {
  static AlertRow of(Alert alert, Instant now) {
    return new AlertRow(
        alert.kind(),
        alert.endpoint(),
        alert.environment().label(),
        Links.endpoint(alert.endpoint(), alert.environment()),
        alert.version(),
        Badge.of(alert.state()),
        alert.reason(),
        Moment.of(alert.at(), now),
        alert.columns().entrySet().stream()
            .map(c -> new Named(c.getKey(), Figures.number(c.getValue())))
            .toList());
  }
}
