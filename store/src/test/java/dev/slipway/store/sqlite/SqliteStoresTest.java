package dev.slipway.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.audit.AuditChain;
import dev.slipway.core.audit.AuditLog;
import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.release.Releases;
import dev.slipway.core.route.Routes;
import dev.slipway.core.watch.Alerts;
import dev.slipway.testkit.contract.AlertsContract;
import dev.slipway.testkit.contract.AuditLogContract;
import dev.slipway.testkit.contract.Refusal;
import dev.slipway.testkit.contract.RegistryContract;
import dev.slipway.testkit.contract.ReleasesContract;
import dev.slipway.testkit.contract.RoutesContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoresTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("slipway.db"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Nested
  class OfTheRegistry extends RegistryContract {
    @Override
    protected Registry registry() {
      return new SqliteRegistry(database);
    }
  }

  @Nested
  class OfTheRoutes extends RoutesContract {
    @Override
    protected Routes routes() {
      return new SqliteRoutes(database);
    }
  }

  @Nested
  class OfTheReleases extends ReleasesContract {
    @Override
    protected Releases releases() {
      return new SqliteReleases(database);
    }
  }

  @Nested
  class OfTheAlerts extends AlertsContract {
    @Override
    protected Alerts alerts() {
      return new SqliteAlerts(database);
    }
  }

  @Nested
  class OfTheAuditLog extends AuditLogContract {
    @Override
    protected AuditLog auditLog() {
      return new SqliteAuditLog(database);
    }
  }

  @Test
  void remembersAfterReopening() {
    ModelVersion version = register("a");
    new SqliteRegistry(database).setAlias(version.id(), "champion");
    close();
    open();
    assertThat(new SqliteRegistry(database).findByAlias("late", "champion").map(ModelVersion::id))
        .contains(version.id());
  }

  @Test
  void noticesAnAuditEntryThatWasChanged() {
    AuditLog log = new SqliteAuditLog(database);
    for (int i = 0; i < 3; i++) {
      log.append(AT, "ada", "version.approved", "late:1", "fine", Map.of());
    }
    tamper("update audit_entries set actor = 'eve' where sequence = 2");
    assertThat(AuditChain.firstBreak(log))
        .contains(new AuditChain.Break(2, "entry 2 was changed after it was written"));
    tamper("delete from audit_entries where sequence = 2");
    assertThat(AuditChain.firstBreak(log)).contains(new AuditChain.Break(2, "entry 2 is missing"));
  }

  @Test
  void saysWhatToDoWhenTheDiskIsFull() {
    limitPages(1);
    Refusal.assertRefused(
        ErrorCode.STORAGE,
        () -> {
          for (int i = 0; i < 1_000; i++) {
            register("package " + i);
          }
        },
        "could not be stored",
        "the disk is full: free some space");
    int stored = new SqliteRegistry(database).versions("late").size();
    limitPages(1_000_000);
    assertThat(register("one more").id().number()).isEqualTo(stored + 1);
  }

  @Test
  void refusesAFileThatIsNoDatabase() throws Exception {
    Path file = folder.resolve("other.db");
    Files.writeString(file, "no database ".repeat(1_000));
    Refusal.assertRefused(ErrorCode.STORAGE, () -> Database.open(file), "database");
  }

  private ModelVersion register(String content) {
    return new SqliteRegistry(database)
        .register("late", Digest.of(content), Optional.empty(), Map.of(), "ada", AT);
  }

  /// SQLite then says what it says on a full disk. A limit below the present size means the present size.
  private void limitPages(int pages) {
    database.write(handle ->
        handle.createQuery("pragma max_page_count = " + pages).mapTo(Integer.class).one());
  }

  private void tamper(String statement) {
    database.write(handle -> handle.execute(statement));
  }
}
