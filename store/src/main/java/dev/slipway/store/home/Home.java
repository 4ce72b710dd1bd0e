package dev.slipway.store.home;

import dev.slipway.core.audit.AuditLog;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.prediction.PredictionLog;
import dev.slipway.core.registry.PackageStore;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.release.Releases;
import dev.slipway.core.route.Routes;
import dev.slipway.core.watch.Alerts;
import dev.slipway.store.disk.Disk;
import dev.slipway.store.packages.FolderPackageStore;
import dev.slipway.store.prediction.LogSettings;
import dev.slipway.store.prediction.SegmentedPredictionLog;
import dev.slipway.store.sqlite.Database;
import dev.slipway.store.sqlite.SqliteAlerts;
import dev.slipway.store.sqlite.SqliteAuditLog;
import dev.slipway.store.sqlite.SqliteRegistry;
import dev.slipway.store.sqlite.SqliteReleases;
import dev.slipway.store.sqlite.SqliteRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// The folder that a server keeps everything in:
///
/// ```
/// home/
///   server.lock     held by the one server, with its process id
///   slipway.db      versions, routes, releases, alerts and the audit log
///   packages/       model packages by digest
///   predictions/    the prediction log and its truths
/// ```
///
/// What a store acknowledged survives a kill at any moment. Everything here is thread-safe.
public final class Home implements AutoCloseable {
  private final HomeLock lock;
  private final Database database;
  private final PackageStore packages;

  private final PredictionLog predictions;

  private Home(HomeLock lock, Database database, PackageStore packages, PredictionLog predictions) {
    this.lock = lock;
    this.database = database;
    this.packages = packages;
    this.predictions = predictions;
  }

  /// Opens a home, makes it where there is none, and brings it up to date; `HOME_IN_USE` where another
  /// server has it.
  public static Home open(Path folder, InstantSource clock, PackageFolders folders) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw Disk.failure("the home folder '%s' cannot be made".formatted(folder), e);
    }
    HomeLock lock = HomeLock.take(folder);
    try {
      PackageStore packages = new FolderPackageStore(folder.resolve("packages"), folders);
      Database database = Database.open(folder.resolve("slipway.db"));
      try {
        PredictionLog predictions =
            SegmentedPredictionLog.open(folder.resolve("predictions"), LogSettings.DEFAULT, clock);
        return new Home(lock, database, packages, predictions);
      } catch (RuntimeException e) {
        database.close();
        throw e;
      }
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  public Registry registry() {
    return new SqliteRegistry(database);
  }

  public PackageStore packages() {
    return packages;
  }

  public Routes routes() {
    return new SqliteRoutes(database);
  }

  public Releases releases() {
    return new SqliteReleases(database);
  }

  public Alerts alerts() {
    return new SqliteAlerts(database);
  }

  public AuditLog auditLog() {
    return new SqliteAuditLog(database);
  }

  public PredictionLog predictions() {
    return predictions;
  }

  @Override
  public void close() {
    try (lock;
        database;
        predictions) {
      // Closed in reverse order: the lock goes last.
    }
  }
}
