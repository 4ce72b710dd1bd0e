package dev.slipway.store.sqlite;

import dev.slipway.core.audit.AuditEntry;
import dev.slipway.core.audit.AuditLog;
import dev.slipway.core.content.Digest;
import dev.slipway.wire.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The [AuditLog] in a [Database]. Thread-safe: an entry is chained to the last one within one transaction.
public final class SqliteAuditLog implements AuditLog {
  private final Database database;

  public SqliteAuditLog(Database database) {
    this.database = database;
  }

  @Override
  public AuditEntry append(
      Instant at,
      String actor,
      String action,
      String subject,
      String reason,
      Map<String, String> details) {
    return database.write(handle -> {
      Optional<AuditEntry> last =
          select(handle, "order by sequence desc limit 1").map((row, _) -> entry(row)).findOne();
      AuditEntry entry =
          AuditEntry.chain(
              last.map(AuditEntry::sequence).orElse(0L) + 1,
              at,
              actor,
              action,
              subject,
              reason,
              details,
              last.map(AuditEntry::hash).orElse(AuditEntry.FIRST));
      insert(handle, entry);
      return entry;
    });
  }

  @Override
  public List<AuditEntry> entries(long after, int limit) {
    return database.read(handle ->
        select(handle, "where sequence > :after order by sequence limit :limit")
            .bind("after", after)
            .bind("limit", limit)
            .map((row, _) -> entry(row))
            .list());
  }

  /// What lies below a subject sorts between `subject:` and `subject;`, and between `subject/` and
  /// `subject0`, the characters that follow.
  @Override
  public List<AuditEntry> about(String subject, int limit) {
    return database.read(handle ->
        select(
                handle,
                """
                where subject = :subject
                  or (subject >= :subject || ':' and subject < :subject || ';')
                  or (subject >= :subject || '/' and subject < :subject || '0')
                order by sequence desc limit :limit
                """)
            .bind("subject", subject)
            .bind("limit", limit)
            .map((row, _) -> entry(row))
            .list());
  }

  private static void insert(Handle handle, AuditEntry entry) {
    handle
        .createUpdate(
            """
            insert into audit_entries
              (sequence, at, actor, action, subject, reason, details, previous, hash)
            values
              (:sequence, :at, :actor, :action, :subject, :reason, :details, :previous, :hash)
            """)
        .bind("sequence", entry.sequence())
        .bind("at", Database.nanos(entry.at()))
        .bind("actor", entry.actor())
        .bind("action", entry.action())
        .bind("subject", entry.subject())
        .bind("reason", entry.reason())
        .bind("details", Json.write(entry.details()))
        .bind("previous", entry.previous().hex())
        .bind("hash", entry.hash().hex())
        .execute();
  }

  private static Query select(Handle handle, String condition) {
    return handle.createQuery("select * from audit_entries " + condition);
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("sequence"),
        Database.instant(row.getLong("at")),
        row.getString("actor"),
        row.getString("action"),
        row.getString("subject"),
        row.getString("reason"),
        details(row.getString("details")),
        new Digest(row.getString("previous")),
        new Digest(row.getString("hash")));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> details(String json) {
    return Json.read(json, Map.class, "a stored audit entry");
  }
}
