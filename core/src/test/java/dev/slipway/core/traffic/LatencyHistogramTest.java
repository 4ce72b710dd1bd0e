package dev.slipway.core.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  @Test
  void everyLatencyLiesBelowTheUpperBoundOfItsBucketAndNotBelowTheOneBefore() {
    for (long nanos = 1; nanos < 60_000_000_000L; nanos += 1 + nanos / 37) {
      int bucket = LatencyHistogram.bucketOf(nanos);
      assertThat(nanos).isLessThan(LatencyHistogram.upperNanos(bucket));
      if (bucket > 0) {
        assertThat(nanos).isGreaterThanOrEqualTo(LatencyHistogram.upperNanos(bucket - 1));
      }
    }
  }

  @Test
  void boundsAreThoseWorkedOutByHand() {
    assertThat(LatencyHistogram.bucketOf(1023)).isZero();
    assertThat(LatencyHistogram.bucketOf(1024)).isEqualTo(1);
    assertThat(LatencyHistogram.upperNanos(1)).isEqualTo(1152);
    assertThat(LatencyHistogram.upperNanos(8)).isEqualTo(2048);
    assertThat(LatencyHistogram.upperNanos(9)).isEqualTo(2304);
    assertThat(LatencyHistogram.bucketOf(Long.MAX_VALUE)).isEqualTo(LatencyHistogram.BUCKETS - 1);
  }

  @Test
  void quantileIsAnUpperBoundWithinAnEighth() {
    long[] counts = new long[LatencyHistogram.BUCKETS];
    long sum = 0;
    for (int millis = 1; millis <= 1000; millis++) {
      counts[LatencyHistogram.bucketOf(millis * 1_000_000L)]++;
      sum += millis * 1_000_000L;
    }
    LatencyHistogram histogram = LatencyHistogram.of(counts, sum);

    assertThat(histogram.quantileNanos(0.5)).isBetween(500_000_000L, 562_500_000L);
    assertThat(histogram.quantileNanos(0.99)).isBetween(990_000_000L, 1_113_750_000L);
    assertThat(histogram.plus(histogram).total()).isEqualTo(2000);
    assertThat(histogram.plus(LatencyHistogram.EMPTY)).isEqualTo(histogram);
    assertThat(LatencyHistogram.EMPTY.quantileNanos(0.99)).isZero();
  }
}
