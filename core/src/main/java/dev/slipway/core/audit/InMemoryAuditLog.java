package dev.slipway.core.audit;

import dev.slipway.core.content.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An [AuditLog] that lives as long as the process. Thread-safe: every method holds the object's lock.
public final class InMemoryAuditLog implements AuditLog {
  private final List<AuditEntry> entries = new ArrayList<>();

  @Override
  public synchronized AuditEntry append(
      Instant at,
      String actor,
      String action,
      String subject,
      String reason,
      Map<String, String> details) {
    Digest previous = entries.isEmpty() ? AuditEntry.FIRST : entries.getLast().hash();
    AuditEntry entry =
        AuditEntry.chain(entries.size() + 1, at, actor, action, subject, reason, details, previous);
    entries.add(entry);
    return entry;
  }

  @Override
  public synchronized List<AuditEntry> entries(long after, int limit) {
    return entries.stream().filter(e -> e.sequence() > after).limit(limit).toList();
  }

  @Override
  public synchronized List<AuditEntry> about(String subject, int limit) {
    return entries.reversed().stream()
        .filter(e -> isAbout(e.subject(), subject))
        .limit(limit)
        .toList();
  }

  private static boolean isAbout(String subject, String wanted) {
    return subject.equals(wanted)
        || subject.startsWith(wanted + ":")
        || subject.startsWith(wanted + "/");
  }
}
