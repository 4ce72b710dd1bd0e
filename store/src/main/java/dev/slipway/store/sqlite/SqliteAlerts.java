package dev.slipway.store.sqlite;

import dev.slipway.core.watch.Alert;
import dev.slipway.core.watch.Alerts;
import dev.slipway.wire.json.Json;
import java.util.List;

/// The [Alerts] in a [Database], each as JSON. Thread-safe.
public final class SqliteAlerts implements Alerts {
  private final Database database;

  public SqliteAlerts(Database database) {
    this.database = database;
  }

  @Override
  public void save(Alert alert) {
    database.write(handle ->
        handle
            .createUpdate(
                """
                insert into alerts (id, at, body) values (:id, :at, :body)
                on conflict (id) do update set at = excluded.at, body = excluded.body
                """)
            .bind("id", alert.id())
            .bind("at", Database.nanos(alert.at()))
            .bind("body", Json.write(alert))
            .execute());
  }

  @Override
  public List<Alert> list(int limit) {
    return database.read(handle ->
        handle
            .createQuery("select body from alerts order by at desc, id desc limit :limit")
            .bind("limit", limit)
            .map((row, _) -> Json.read(row.getString(1), Alert.class, "a stored alert"))
            .list());
  }
}
