package dev.slipway.core.watch;

import dev.slipway.core.route.Environment;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Something that monitoring found and somebody, or a retraining, should act on.
///
/// @param kind the rule that found it, such as `drift` or `performance`
/// @param columns for drift, the named columns with their statistic
public record Alert(
    String id,
    Instant at,
    String endpoint,
    Environment environment,
    String version,
    String kind,
    String reason,
    Map<String, Double> columns,
    State state) {
  public Alert {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  public Alert with(State state) {
    return new Alert(id, at, endpoint, environment, version, kind, reason, columns, state);
  }

  /// `ANSWERED`: a retraining made a version that waits for a person; nothing more is done until that
  /// version, or another, takes the place of the one that the alert is about.
  public enum State {
    OPEN,
    RETRAINING,
    ANSWERED,
    CLOSED
  }
}
