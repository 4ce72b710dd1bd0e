package dev.slipway.core.route;

/// The side of the data plane that releases steer (port). A route is published only when every version
/// in it is loaded and has replayed its golden rows; otherwise the old route stays and this throws.
public interface DataPlane {
  /// Makes the route answer. Requests already under way finish on the version they started with.
  void publish(Route route);
}
