package dev.slipway.lifecycle.watch;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Routes;
import dev.slipway.core.route.Variant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Looks at every production endpoint once a window, on one virtual thread. Windows are counted from 1970,
/// so that a restart looks at the same ones; looking twice raises nothing twice.
public final class WatchLoop implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WatchLoop.class.getName());

  private final Routes routes;
  private final Watch watch;
  private final WatchPlans plans;
  private final InstantSource clock;
  private final Duration pause;
  private final Map<String, Instant> seen = new HashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Thread thread;

  /// @param pause how often to see whether a window has ended
  public WatchLoop(
      Routes routes, Watch watch, WatchPlans plans, InstantSource clock, Duration pause) {
    this.routes = routes;
    this.watch = watch;
    this.plans = plans;
    this.clock = clock;
    this.pause = pause;
  }

  public void start() {
    thread = Thread.ofVirtual().name("watch-loop").start(this::run);
  }

  private void run() {
    try {
      while (!stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        routes.read().routes().stream()
            .filter(route -> route.environment() == Environment.PRODUCTION)
            .forEach(this::look);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
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
    stopping.countDown();
    Thread running = thread;
    if (running != null) {
      try {
        running.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
