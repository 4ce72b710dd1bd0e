package dev.slipway.store.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.store.disk.Disk;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// One SQLite file: a single connection writes, a few read beside it and see the last commit.
///
/// A write is durable when [#write] returns: the write-ahead log is forced to the disk with every commit.
/// Thread-safe; writers queue for the one connection. No SQL leaves this class in a message.
public final class Database implements AutoCloseable {
  private static final int READERS = 4;
  private static final int BUSY_TIMEOUT_MILLIS = 10_000;

  /// Held so that the level stays: a migration that goes well is no news.
  private static final Logger MIGRATIONS = Logger.getLogger("org.flywaydb");

  static {
    MIGRATIONS.setLevel(Level.WARNING);
  }

  private final HikariDataSource writer;
  private final HikariDataSource readers;
  private final Jdbi write;
  private final Jdbi read;

  private Database(HikariDataSource writer, HikariDataSource readers) {
    this.writer = writer;
    this.readers = readers;
    this.write = Jdbi.create(writer);
    this.read = Jdbi.create(readers);
  }

  /// Opens the file, makes it where there is none, and brings its tables up to date.
  public static Database open(Path file) {
    return open(file, "metadata");
  }

  /// @param migrations the folder of the resources with the tables of this file
  static Database open(Path file, String migrations) {
    HikariDataSource writer = connected(file, 1);
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(writer)
          .locations("classpath:dev/slipway/store/migrations/" + migrations)
          .load()
          .migrate();
      return new Database(writer, connected(file, READERS));
    } catch (FlywayException e) {
      writer.close();
      throw new SlipwayException(
          ErrorCode.STORAGE,
          "the server's database cannot be brought up to date: it was written by a newer Slipway, or it is damaged; start the version that wrote it, or restore a backup",
          e);
    } catch (SlipwayException e) {
      writer.close();
      throw e;
    }
  }

  private static HikariDataSource connected(Path file, int size) {
    try {
      return pool(file, size);
    } catch (HikariPool.PoolInitializationException e) {
      throw new SlipwayException(
          ErrorCode.STORAGE,
          "the server's database cannot be opened: the file is damaged or not readable; check its permissions and the disk, or restore a backup",
          e);
    }
  }

  <T> T read(Function<Handle, T> query) {
    try {
      return read.withHandle(query::apply);
    } catch (JdbiException e) {
      throw failure(e);
    }
  }

  /// Runs in a transaction: all of it is stored, or nothing where it throws.
  <T> T write(Function<Handle, T> change) {
    try {
      return write.inTransaction(change::apply);
    } catch (JdbiException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
  }

  /// Nanoseconds since 1970-01-01T00:00Z, for times until the year 2262.
  public static long nanos(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
  }

  public static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  private static HikariDataSource pool(Path file, int size) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source(file));
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setPoolName("slipway-metadata-" + (size == 1 ? "writer" : "readers"));
    config.setConnectionTimeout(30_000);
    config.setMaxLifetime(0);
    return new HikariDataSource(config);
  }

  private static DataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.enforceForeignKeys(true);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static SlipwayException failure(RuntimeException e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return Disk.failure("the change could not be stored", String.valueOf(root.getMessage()), e);
  }
}
