package dev.slipway.serving.traffic;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import dev.slipway.core.traffic.Span;
import dev.slipway.core.traffic.Traffic;
import dev.slipway.core.traffic.VariantTraffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The traffic of every variant since the process started, and the last [Traffic#SECONDS] second by second.
///
/// The seconds are differences between the running counts, taken by [#turnPage] once a second, so that a
/// request only ever adds to its own counter. Thread-safe.
public final class TrafficBook implements Traffic {
  private final Map<Key, Page> pages = new ConcurrentHashMap<>();
  private final Instant since;

  public TrafficBook(Instant since) {
    this.since = since;
  }

  /// The counter of a variant, the same for the same arguments.
  public VariantCounter counter(
      String endpoint, Environment environment, VersionId version, Variant.Role role) {
    return page(new Key(endpoint, environment, version, role)).counter;
  }

  private Page page(Key key) {
    return pages.computeIfAbsent(key, _ -> new Page(since));
  }

  /// Ends the running second at `now`.
  public void turnPage(Instant now) {
    pages.values().forEach(page -> page.turn(now));
  }

  @Override
  public List<VariantTraffic> variants() {
    List<VariantTraffic> variants = new ArrayList<>();
    pages.forEach((key, page) -> variants.add(page.read(key, since)));
    variants.sort(
        Comparator.comparing(VariantTraffic::endpoint)
            .thenComparing(VariantTraffic::environment)
            .thenComparing(v -> v.version().toString())
            .thenComparing(VariantTraffic::role));
    return variants;
  }

  /// The counts of every variant as a scraper wants them.
  public List<Totals> totals() {
    List<Totals> totals = new ArrayList<>();
    pages.forEach((key, page) -> {
      VariantCounter.Counts counts = page.counter.counts();
      Map<ErrorCode, Long> failed = new EnumMap<>(ErrorCode.class);
      for (ErrorCode code : ErrorCode.values()) {
        if (counts.failed(code) > 0) {
          failed.put(code, counts.failed(code));
        }
      }
      totals.add(
          new Totals(
              key.endpoint,
              key.environment,
              key.version,
              key.role,
              counts.answered(),
              failed,
              counts.rows(),
              page.counter.inFlight(),
              counts.latency(),
              counts.work()));
    });
    totals.sort(
        Comparator.comparing(Totals::endpoint)
            .thenComparing(Totals::environment)
            .thenComparing(t -> t.version().toString())
            .thenComparing(Totals::role));
    return totals;
  }

  private record Key(
      String endpoint, Environment environment, VersionId version, Variant.Role role) {}

  /// One variant's counter and its seconds; the seconds are guarded by the page's lock.
  private static final class Page {
    private final VariantCounter counter = new VariantCounter();
    private final Deque<Span> seconds = new ArrayDeque<>();
    private VariantCounter.Counts last = VariantCounter.Counts.ZERO;
    private Instant turnedAt;

    Page(Instant since) {
      this.turnedAt = since;
    }

    synchronized void turn(Instant now) {
      VariantCounter.Counts counts = counter.counts();
      Span second = span(counts.minus(last), turnedAt, Duration.between(turnedAt, now));
      last = counts;
      turnedAt = now;
      if (second.requests() > 0) {
        seconds.addLast(second);
      }
      Instant oldest = now.minusSeconds(SECONDS);
      while (!seconds.isEmpty() && seconds.getFirst().from().isBefore(oldest)) {
        seconds.removeFirst();
      }
    }

    synchronized VariantTraffic read(Key key, Instant since) {
      Span total = span(counter.counts(), since, Duration.between(since, turnedAt));
      return new VariantTraffic(
          key.endpoint, key.environment, key.version, key.role, total, List.copyOf(seconds));
    }

    private static Span span(VariantCounter.Counts counts, Instant from, Duration length) {
      return new Span(
          from,
          length,
          counts.requests(),
          counts.errors(),
          counts.rejected(),
          counts.rows(),
          counts.latency());
    }
  }
}
