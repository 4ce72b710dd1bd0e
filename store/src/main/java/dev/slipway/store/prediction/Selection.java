package dev.slipway.store.prediction;

import dev.slipway.core.route.Environment;
import java.time.Instant;

/// Which records a scan feeds: those of an endpoint with `from <= at < to`.
record Selection(String endpoint, Environment environment, Instant from, Instant to) {
  boolean selects(String endpoint, Environment environment, Instant at) {
    return !at.isBefore(from)
        && at.isBefore(to)
        && this.environment == environment
        && this.endpoint.equals(endpoint);
  }
}
