package dev.slipway.lifecycle.watch;

/// What is watched of each model (port).
@FunctionalInterface
public interface WatchPlans {
  /// [WatchPlan#DEFAULT] for a model that nothing is known of.
  WatchPlan of(String model);
}
