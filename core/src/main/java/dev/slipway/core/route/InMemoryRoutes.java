package dev.slipway.core.route;

import java.util.List;

/// [Routes] that live as long as the process. Thread-safe.
public final class InMemoryRoutes implements Routes {
  private volatile RouteTable table = new RouteTable(List.of());

  @Override
  public RouteTable read() {
    return table;
  }

  @Override
  public synchronized void write(Route route) {
    table = table.with(route);
  }
}
