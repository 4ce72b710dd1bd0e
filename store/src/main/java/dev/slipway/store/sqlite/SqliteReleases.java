package dev.slipway.store.sqlite;

import dev.slipway.core.release.Release;
import dev.slipway.core.release.Releases;
import dev.slipway.core.route.Environment;
import dev.slipway.wire.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The [Releases] in a [Database], each as JSON beside the columns that are searched. Thread-safe.
public final class SqliteReleases implements Releases {
  private final Database database;

  public SqliteReleases(Database database) {
    this.database = database;
  }

  @Override
  public void save(Release release) {
    database.write(handle -> {
      if (release.running()) {
        requireNoOther(handle, release);
      }
      return handle
          .createUpdate(
              """
              insert into releases (id, endpoint, environment, state, started_at, body)
              values (:id, :endpoint, :environment, :state, :at, :body)
              on conflict (id) do update set state = excluded.state, body = excluded.body
              """)
          .bind("id", release.id())
          .bind("endpoint", release.endpoint())
          .bind("environment", release.environment().name())
          .bind("state", release.state().name())
          .bind("at", Database.nanos(release.startedAt()))
          .bind("body", Json.write(release))
          .execute();
    });
  }

  @Override
  public Optional<Release> find(String id) {
    return database.read(handle ->
        handle
            .createQuery("select body from releases where id = :id")
            .bind("id", id)
            .map((row, _) -> release(row))
            .findOne());
  }

  @Override
  public List<Release> running() {
    return database.read(handle ->
        handle
            .createQuery(
                "select body from releases where state = 'RUNNING' order by started_at, id")
            .map((row, _) -> release(row))
            .list());
  }

  @Override
  public List<Release> of(String endpoint, Environment environment, int limit) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select body from releases
                where endpoint = :endpoint and environment = :environment
                order by started_at desc, id desc limit :limit
                """)
            .bind("endpoint", endpoint)
            .bind("environment", environment.name())
            .bind("limit", limit)
            .map((row, _) -> release(row))
            .list());
  }

  private static void requireNoOther(Handle handle, Release release) {
    handle
        .createQuery(
            """
            select body from releases
            where state = 'RUNNING' and endpoint = :endpoint and environment = :environment
              and id <> :id
            """)
        .bind("endpoint", release.endpoint())
        .bind("environment", release.environment().name())
        .bind("id", release.id())
        .map((row, _) -> release(row))
        .findFirst()
        .ifPresent(other -> {
          throw Releases.conflict(other);
        });
  }

  private static Release release(ResultSet row) throws SQLException {
    return Json.read(row.getString("body"), Release.class, "a stored release");
  }
}
