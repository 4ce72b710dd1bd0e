package dev.slipway.core.watch;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// How well a version predicted in a span of time.
///
/// @param predictions answered requests in the span
/// @param labelled how many of them have their truth: what `metrics` were computed from
/// @param unreadable truths that could not be read as one of the target's
/// @param metrics by name: `accuracy`, `precision`, `recall`, `f1`, `auc`, `brier` for binary classifiers,
///     `accuracy`, `macro-f1` for others, `mae`, `rmse` for regressions. A metric that the rows do not
///     define (no positive row) is absent
/// @param expected the same metrics as the scores alone predict them, where that can be done: they assume
///     that the inputs may have changed but not what they mean
/// @param heldOut the metrics that the package was built with, to compare with
public record PerformanceReport(
    String endpoint,
    Environment environment,
    VersionId version,
    Instant from,
    Instant to,
    long predictions,
    long labelled,
    long unreadable,
    Map<String, Double> metrics,
    Map<String, Double> expected,
    Map<String, Double> heldOut) {
  public PerformanceReport {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    expected = Collections.unmodifiableMap(new LinkedHashMap<>(expected));
    heldOut = Collections.unmodifiableMap(new LinkedHashMap<>(heldOut));
  }
}
