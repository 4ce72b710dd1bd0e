package dev.slipway.core.route;

import java.util.List;
import java.util.Optional;

/// Every route of every environment at one moment: an immutable value, replaced as a whole.
public record RouteTable(List<Route> routes) {
  public RouteTable {
    routes = List.copyOf(routes);
  }

  public Optional<Route> find(String endpoint, Environment environment) {
    return routes.stream()
        .filter(r -> r.environment() == environment && r.endpoint().equals(endpoint))
        .findFirst();
  }

  /// This table with the route of the same endpoint and environment replaced, or added.
  public RouteTable with(Route route) {
    List<Route> others =
        routes.stream()
            .filter(r ->
                !(r.endpoint().equals(route.endpoint()) && r.environment() == route.environment()))
            .toList();
    return new RouteTable(
        java.util.stream.Stream.concat(others.stream(), java.util.stream.Stream.of(route))
            .toList());
  }
}
