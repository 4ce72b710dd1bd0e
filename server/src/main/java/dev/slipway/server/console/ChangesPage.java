package dev.slipway.server.console;

import dev.slipway.core.audit.AuditChain;
import dev.slipway.core.audit.AuditEntry;
import dev.slipway.core.audit.AuditLog;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The change log: who decided or did what, when and why, with the proof that nothing was altered.
final class ChangesPage {
  private static final int BATCH = 1_000;
  private static final int SHOWN = 200;

  private final AuditLog auditLog;

  ChangesPage(AuditLog auditLog) {
    this.auditLog = auditLog;
  }

  /// @param query what was searched for, empty for everything
  /// @param count how many entries match, not all of which are shown
  /// @param head the hash of the newest entry, to be noted elsewhere
  /// @param broken where the chain breaks, empty while it is whole
  record View(
      String query,
      String found,
      long count,
      boolean cut,
      String head,
      String broken,
      List<ChangeRow> changes) {}

  View view(String query, Instant now) {
    String wanted = query.strip().toLowerCase(Locale.ROOT);
    Deque<AuditEntry> newest = new ArrayDeque<>();
    long matching = 0;
    long all = 0;
    String head = "";
    while (true) {
      List<AuditEntry> batch = auditLog.entries(all, BATCH);
      if (batch.isEmpty()) {
        break;
      }
      for (AuditEntry entry : batch) {
        if (matches(entry, wanted)) {
          matching++;
          newest.addFirst(entry);
          if (newest.size() > SHOWN) {
            newest.removeLast();
          }
        }
      }
      all = batch.getLast().sequence();
      head = batch.getLast().hash().hex();
    }
    Optional<AuditChain.Break> broken = AuditChain.firstBreak(auditLog);
    String found = wanted.isEmpty() ? count(all) : Figures.count(matching) + " of " + count(all);
    return new View(
        query.strip(),
        found,
        matching,
        matching > SHOWN,
        head,
        broken.map(AuditChain.Break::reason).orElse(""),
        newest.stream().map(e -> ChangeRow.of(e, now)).toList());
  }

  private static String count(long entries) {
    return Figures.count(entries) + (entries == 1 ? " entry" : " entries");
  }

  private static boolean matches(AuditEntry entry, String wanted) {
    return wanted.isEmpty()
        || contains(entry.actor(), wanted)
        || contains(entry.action(), wanted)
        || contains(entry.subject(), wanted)
        || contains(entry.reason(), wanted)
        || entry.hash().hex().startsWith(wanted);
  }

  private static boolean contains(String text, String wanted) {
    return text.toLowerCase(Locale.ROOT).contains(wanted);
  }
}
