package dev.slipway.store.sqlite;

import dev.slipway.core.route.Route;
import dev.slipway.core.route.RouteTable;
import dev.slipway.core.route.Routes;
import dev.slipway.wire.json.Json;

/// The [Routes] in a [Database], each as JSON. Thread-safe.
public final class SqliteRoutes implements Routes {
  private final Database database;

  public SqliteRoutes(Database database) {
    this.database = database;
  }

  @Override
  public RouteTable read() {
    return new RouteTable(
        database.read(handle ->
            handle
                .createQuery("select body from routes order by endpoint, environment")
                .map((row, _) -> Json.read(row.getString(1), Route.class, "a stored route"))
                .list()));
  }

  @Override
  public void write(Route route) {
    database.write(handle ->
        handle
            .createUpdate(
                """
                insert into routes (endpoint, environment, body)
                values (:endpoint, :environment, :body)
                on conflict (endpoint, environment) do update set body = excluded.body
                """)
            .bind("endpoint", route.endpoint())
            .bind("environment", route.environment().name())
            .bind("body", Json.write(route))
            .execute());
  }
}
