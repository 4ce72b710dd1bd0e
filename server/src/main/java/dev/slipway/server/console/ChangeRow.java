package dev.slipway.server.console;

import dev.slipway.core.audit.AuditEntry;
import java.time.Instant;
import java.util.List;

/// An entry of the change log as a row.
record ChangeRow(
    long sequence,
    Moment when,
    String actor,
    String action,
    String subject,
    String reason,
    List<Named> details,
    String hash) {
  static ChangeRow of(AuditEntry entry, Instant now) {
    return new ChangeRow(
        entry.sequence(),
        Moment.of(entry.at(), now),
        entry.actor(),
        entry.action(),
        entry.subject(),
        entry.reason(),
        entry.details().entrySet().stream().map(d -> new Named(d.getKey(), d.getValue())).toList(),
        entry.hash().abbreviated());
  }
}
