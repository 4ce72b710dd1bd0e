package dev.slipway.server.api;

import dev.slipway.core.audit.AuditEntry;
import dev.slipway.core.audit.AuditLog;
import java.util.List;

/// The change log, page by page, or about one subject.
public final class AuditResource implements ApiResource {
  private static final int PAGE = 200;

  private final AuditLog audit;

  public AuditResource(AuditLog audit) {
    this.audit = audit;
  }

  @Override
  public void addTo(ApiRules rules) {
    rules.get(
        "/audit",
        call -> {
          int limit = call.query("limit", PAGE, 10_000);
          return new Page(
              call.query("subject")
                  .map(subject -> audit.about(subject, limit))
                  .orElseGet(() -> audit.entries(call.after(), limit)));
        });
  }

  /// Oldest first; about one subject, newest first.
  record Page(List<AuditEntry> entries) {}
}
