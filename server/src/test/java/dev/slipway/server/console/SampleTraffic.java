package dev.slipway.server.console;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import dev.slipway.core.traffic.LatencyHistogram;
import dev.slipway.core.traffic.Span;
import dev.slipway.core.traffic.Traffic;
import dev.slipway.core.traffic.VariantTraffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/// Traffic of a quarter of an hour, the same in every run.
final class SampleTraffic implements Traffic {
  private final List<VariantTraffic> variants = new CopyOnWriteArrayList<>();

  @Override
  public List<VariantTraffic> variants() {
    return List.copyOf(variants);
  }

  void add(
      String endpoint,
      VersionId version,
      Variant.Role role,
      double perSecond,
      double medianNanos,
      double errorRate) {
    Random random = new Random(version.hashCode());
    List<Span> seconds = new ArrayList<>();
    Span total = Span.empty(ConsoleSample.NOW.minusSeconds(SECONDS), Duration.ofHours(3));
    for (int i = SECONDS; i > 0; i--) {
      Instant from = ConsoleSample.NOW.minusSeconds(i);
      double wave = 1 + 0.12 * Math.sin(i / 70.0) + 0.05 * random.nextGaussian();
      long requests = Math.max(0, Math.round(perSecond * wave));
      long[] counts = new long[LatencyHistogram.BUCKETS];
      long sum = 0;
      long errors = 0;
      for (int r = 0; r < requests; r++) {
        long nanos = (long) (medianNanos * Math.exp(0.35 * random.nextGaussian()));
        counts[LatencyHistogram.bucketOf(nanos)]++;
        sum += nanos;
        errors += random.nextDouble() < errorRate ? 1 : 0;
      }
      Span second =
          new Span(
              from,
              Duration.ofSeconds(1),
              requests,
              errors,
              0,
              requests,
              LatencyHistogram.of(counts, sum));
      seconds.add(second);
      total = total.plus(second);
    }
    variants.add(
        new VariantTraffic(endpoint, Environment.PRODUCTION, version, role, total, seconds));
  }
}
