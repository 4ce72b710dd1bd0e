package dev.slipway.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.core.watch.Alert;
import dev.slipway.core.watch.Alerts;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What all [Alerts] do.
public abstract class AlertsContract {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123456789Z");

  /// The same, empty alerts for the whole of one test.
  protected abstract Alerts alerts();

  @Test
  void listTheNewestFirst() {
    alerts().save(alert("a2", 2));
    alerts().save(alert("a3", 3));
    alerts().save(alert("a1", 1));
    assertThat(alerts().list(2)).containsExactly(alert("a3", 3), alert("a2", 2));
  }

  @Test
  void replaceAnAlertByItsNextState() {
    alerts().save(alert("a1", 1));
    Alert closed = alert("a1", 1).with(Alert.State.CLOSED);
    alerts().save(closed);
    assertThat(alerts().list(10)).containsExactly(closed);
  }

  private static Alert alert(String id, int seconds) {
    return new Alert(
        id,
        AT.plusSeconds(seconds),
        "late",
        Environment.PRODUCTION,
        "late:2",
        "drift",
        "2 of 5 columns drifted",
        Map.of("distance", 0.31),
        Alert.State.OPEN);
  }
}
