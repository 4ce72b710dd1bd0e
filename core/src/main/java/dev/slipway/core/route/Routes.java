package dev.slipway.core.route;

/// The stored routes (port): what the data plane is to answer after a restart.
public interface Routes {
  RouteTable read();

  /// Stores the route durably before returning.
  void write(Route route);
}
