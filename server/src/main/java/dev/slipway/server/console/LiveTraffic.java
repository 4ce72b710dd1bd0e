package dev.slipway.server.console;

import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import dev.slipway.core.traffic.Span;
import dev.slipway.core.traffic.Traffic;
import dev.slipway.core.traffic.VariantTraffic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the data plane answered lately, at the moment a page was asked for, in the figures that it shows.
record LiveTraffic(List<VariantTraffic> variants, Instant now) {
  /// How far back a figure looks.
  static final Duration WINDOW = Duration.ofSeconds(30);

  private static final int POINT_SECONDS = 5;
  private static final int POINTS = Traffic.SECONDS / POINT_SECONDS;
  private static final int SPARK_POINTS = 36;

  static LiveTraffic read(Traffic traffic, Instant now) {
    return new LiveTraffic(traffic.variants(), now);
  }

  /// @param p50 and `p99`: nanoseconds, NaN where nothing was answered
  record Figure(long requests, double perSecond, double errorRate, double p50, double p99) {
    private static Figure of(Span span) {
      boolean none = span.latency().total() == 0;
      return new Figure(
          span.requests(),
          span.requestsPerSecond(),
          span.errorRate(),
          none ? Double.NaN : span.latency().quantileNanos(0.5),
          none ? Double.NaN : span.latency().quantileNanos(0.99));
    }
  }

  /// One line of the charts, point by point: requests and errors a second, latencies in milliseconds, null
  /// where nothing was answered.
  record Line(
      String name,
      List<Double> requests,
      List<Double> errors,
      List<@Nullable Double> p50,
      List<@Nullable Double> p99) {}

  /// @param at the start of each point, in milliseconds since 1970
  record Series(List<Long> at, List<Line> variants) {}

  /// The whole endpoint; shadows answer nobody and do not count.
  Figure figure(String endpoint, Environment environment) {
    Instant to = now.truncatedTo(ChronoUnit.SECONDS);
    Span sum = Span.empty(to.minus(WINDOW), WINDOW);
    for (VariantTraffic variant : of(endpoint, environment)) {
      if (variant.role() != Variant.Role.SHADOW) {
        sum = sum.plus(variant.between(to.minus(WINDOW), to));
      }
    }
    return Figure.of(sum);
  }

  Figure figure(VariantTraffic variant) {
    Instant to = now.truncatedTo(ChronoUnit.SECONDS);
    return Figure.of(variant.between(to.minus(WINDOW), to));
  }

  List<VariantTraffic> of(String endpoint, Environment environment) {
    return variants.stream()
        .filter(v -> v.environment() == environment && v.endpoint().equals(endpoint))
        .toList();
  }

  /// Requests of the last three minutes.
  Sparkline sparkline(String endpoint, Environment environment) {
    Instant start = end().minusSeconds((long) SPARK_POINTS * POINT_SECONDS);
    double[] requests = new double[SPARK_POINTS];
    for (VariantTraffic variant : of(endpoint, environment)) {
      for (Span second : variant.seconds()) {
        int point = point(start, second);
        if (variant.role() != Variant.Role.SHADOW && point >= 0 && point < SPARK_POINTS) {
          requests[point] += second.requests();
        }
      }
    }
    return Sparkline.of(requests);
  }

  /// The last quarter of an hour, in points of five seconds.
  Series series(String endpoint, Environment environment) {
    Instant start = end().minusSeconds(Traffic.SECONDS);
    List<Long> at = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      at.add(start.plusSeconds((long) i * POINT_SECONDS).toEpochMilli());
    }
    return new Series(
        at, of(endpoint, environment).stream().map(variant -> line(variant, start)).toList());
  }

  private static Line line(VariantTraffic variant, Instant start) {
    Span[] sums = new Span[POINTS];
    for (int i = 0; i < POINTS; i++) {
      sums[i] =
          Span.empty(
              start.plusSeconds((long) i * POINT_SECONDS), Duration.ofSeconds(POINT_SECONDS));
    }
    for (Span second : variant.seconds()) {
      int point = point(start, second);
      if (point >= 0 && point < POINTS) {
        sums[point] = sums[point].plus(second);
      }
    }
    String role = variant.role().name().toLowerCase(Locale.ROOT);
    List<Double> requests = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    List<@Nullable Double> p50 = new ArrayList<>();
    List<@Nullable Double> p99 = new ArrayList<>();
    for (Span sum : sums) {
      requests.add(rounded(sum.requestsPerSecond()));
      errors.add(rounded(sum.errors() / (double) POINT_SECONDS));
      p50.add(millis(sum, 0.5));
      p99.add(millis(sum, 0.99));
    }
    return new Line("v" + variant.version().number() + " " + role, requests, errors, p50, p99);
  }

  private static int point(Instant start, Span second) {
    return Math.toIntExact(
        Math.floorDiv(Duration.between(start, second.from()).toSeconds(), POINT_SECONDS));
  }

  /// The end of the last point that is over.
  private Instant end() {
    long seconds = now.getEpochSecond();
    return Instant.ofEpochSecond(seconds - seconds % POINT_SECONDS);
  }

  private static @Nullable Double millis(Span span, double quantile) {
    return span.latency().total() == 0
        ? null
        : rounded(span.latency().quantileNanos(quantile) / 1e6);
  }

  private static double rounded(double value) {
    return Math.rint(value * 1000) / 1000;
  }
}
