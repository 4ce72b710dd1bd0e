package dev.slipway.serving.observation;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.InstantSource;
import java.util.List;

/// Shows every request of a server to its observers. A server without any does not have it, and so pays
/// nothing for it. Thread-safe.
public final class ObservedRequests implements Filter {
  private final List<RequestObserver> observers;
  private final InstantSource clock;

  private ObservedRequests(List<RequestObserver> observers, InstantSource clock) {
    this.observers = observers;
    this.clock = clock;
  }

  /// Puts the observers before all routes, whenever those are registered. Each sees what those before it did.
  public static void register(
      HttpRouting.Builder routing, List<RequestObserver> observers, InstantSource clock) {
    if (!observers.isEmpty()) {
      routing.addFilter(new ObservedRequests(List.copyOf(observers), clock));
    }
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    Observation observation = new Observation(request, clock.instant());
    observers.forEach(observer -> observer.began(observation, response));
    try {
      ScopedValue.where(Observation.CURRENT, observation).run(chain::proceed);
    } finally {
      observation.end(response);
      observers.forEach(observer -> observer.ended(observation));
    }
  }
}
