package dev.slipway.lifecycle.watch;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Routes;
import dev.slipway.core.route.Variant;
import dev.slipway.lifecycle.rounds.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Looks at every production endpoint once a window, on one virtual thread. Windows are counted from 1970,
/// so that a restart looks at the same ones; looking twice raises nothing twice.
public final class WatchLoop implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WatchLoop.class.getName());

  private final Routes routes;
  private final Watch watch;
  private final WatchPlans plans;
  private final InstantSource clock;
  private final Map<String, Instant> seen = new HashMap<>();
  private final Rounds rounds;

  /// @param pause how often to see whether a window has ended
  public WatchLoop(
      Routes routes, Watch watch, WatchPlans plans, InstantSource clock, Duration pause) {
    this.routes = routes;
    this.watch = watch;
    this.plans = plans;
    this.clock = clock;
    this.rounds = new Rounds("watch-loop", pause, 0, this::look);
  }

  public void start() {
    rounds.start();
  }

  private void look() {
    routes.read().routes().stream()
        .filter(route -> route.environment() == Environment.PRODUCTION)
        .forEach(this::look);
  }

  private void look(Route route) {
    try {
      String model = route.withRole(Variant.Role.PRIMARY).orElseThrow().version().model();
      Duration window = plans.of(model).monitor().window();
      long millis = Math.max(1, window.toMillis());
      Instant end = Instant.ofEpochMilli(clock.millis() / millis * millis);
      if (!end.equals(seen.put(route.endpoint(), end))) {
        watch.look(route.endpoint(), route.environment(), end.minusMillis(millis), end);
      }
    } catch (SlipwayException e) {
      LOG.log(System.Logger.Level.WARNING, "watching {0}: {1}", route.endpoint(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "watching " + route.endpoint() + " failed", e);
    }
  }

  /// Waits for a look that is under way.
  @Override
  public void close() {
    rounds.close();
  }
}
