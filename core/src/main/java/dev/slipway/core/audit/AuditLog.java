package dev.slipway.core.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The append-only, hash-chained log (port).
public interface AuditLog {
  /// Durable when it returns.
  AuditEntry append(
      Instant at,
      String actor,
      String action,
      String subject,
      String reason,
      Map<String, String> details);

  /// Entries with `sequence > after`, oldest first, at most `limit`.
  List<AuditEntry> entries(long after, int limit);

  /// The newest entries about a subject, newest first. A subject matches itself and everything below it,
  /// after a colon or a slash: `flight-delay` matches `flight-delay:2` and `flight-delay/production`.
  List<AuditEntry> about(String subject, int limit);
}
