package dev.slipway.server.console;

import dev.slipway.core.watch.Alert;
import dev.slipway.core.watch.Alerts;
import java.time.Instant;
import java.util.List;

/// Everything that monitoring found, open first.
final class AlertsPage {
  private static final int SHOWN = 500;

  private final Alerts alerts;

  AlertsPage(Alerts alerts) {
    this.alerts = alerts;
  }

  record View(List<AlertRow> open, List<AlertRow> closed) {}

  View view(Instant now) {
    List<Alert> all = alerts.list(SHOWN);
    return new View(
        rows(all.stream().filter(a -> a.state() != Alert.State.CLOSED).toList(), now),
        rows(all.stream().filter(a -> a.state() == Alert.State.CLOSED).toList(), now));
  }

  private static List<AlertRow> rows(List<Alert> alerts, Instant now) {
    return alerts.stream().map(a -> AlertRow.of(a, now)).toList();
  }
}
