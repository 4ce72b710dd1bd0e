package dev.slipway.serving.traffic;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.Fault;
import dev.slipway.core.traffic.LatencyHistogram;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/// Counts the requests of one variant since the process started.
///
/// Thread-safe without a lock: the counts live in stripes, each an array of its own, and a request adds to
/// the stripe that its thread's id falls on. Reading sums the stripes.
public final class VariantCounter {
  private static final int STRIPES =
      Integer.highestOneBit(Math.max(1, Runtime.getRuntime().availableProcessors() * 2 - 1));
  private static final ErrorCode[] CODES = ErrorCode.values();

  private static final int ROWS = 0;
  private static final int NANOS = 1;
  private static final int ANSWERED = 2;
  private static final int DECODE_NANOS = 3;
  private static final int QUEUE_NANOS = 4;
  private static final int SCORE_NANOS = 5;
  private static final int FAILED_NANOS = 6;
  private static final int LAST_MILLIS = 7;
  private static final int FAILED = 8;
  private static final int BUCKETS = FAILED + CODES.length;
  private static final int LENGTH = BUCKETS + LatencyHistogram.BUCKETS;

  private final AtomicLongArray[] stripes = new AtomicLongArray[STRIPES];
  private final AtomicInteger inFlight = new AtomicInteger();

  VariantCounter() {
    for (int s = 0; s < STRIPES; s++) {
      stripes[s] = new AtomicLongArray(LENGTH);
    }
  }

  public void begin() {
    inFlight.getAndIncrement();
  }

  /// Ends a request that was answered.
  ///
  /// @param atMillis when it came, in milliseconds since 1970
  /// @param nanos what it took, of which `decodeNanos` to read it, `queueNanos` to wait for the model and
  ///     `scoreNanos` to score it
  public void answered(
      int rows, long atMillis, long nanos, long decodeNanos, long queueNanos, long scoreNanos) {
    inFlight.getAndDecrement();
    AtomicLongArray stripe = stripe();
    stripe.getAndIncrement(ANSWERED);
    stripe.getAndAdd(ROWS, rows);
    stripe.getAndAdd(DECODE_NANOS, decodeNanos);
    if (queueNanos > 0) {
      stripe.getAndAdd(QUEUE_NANOS, queueNanos);
    }
    stripe.getAndAdd(SCORE_NANOS, scoreNanos);
    stripe.setRelease(LAST_MILLIS, atMillis);
    took(stripe, nanos);
  }

  /// Ends a request that was not answered, for which time counts only where the caller is not at fault.
  public void failed(ErrorCode error, long nanos) {
    inFlight.getAndDecrement();
    AtomicLongArray stripe = stripe();
    stripe.getAndIncrement(FAILED + error.ordinal());
    if (error.fault() != Fault.CALLER) {
      stripe.getAndAdd(FAILED_NANOS, nanos);
      took(stripe, nanos);
    }
  }

  private AtomicLongArray stripe() {
    return stripes[(int) Thread.currentThread().threadId() & (STRIPES - 1)];
  }

  private static void took(AtomicLongArray stripe, long nanos) {
    stripe.getAndAdd(NANOS, nanos);
    stripe.getAndIncrement(BUCKETS + LatencyHistogram.bucketOf(nanos));
  }

  /// Takes a beginning back: the request never reached the variant.
  public void cancel() {
    inFlight.getAndDecrement();
  }

  int inFlight() {
    return inFlight.get();
  }

  Counts counts() {
    long[] sum = new long[LENGTH];
    for (AtomicLongArray stripe : stripes) {
      long last = Math.max(sum[LAST_MILLIS], stripe.get(LAST_MILLIS));
      for (int i = 0; i < LENGTH; i++) {
        sum[i] += stripe.get(i);
      }
      sum[LAST_MILLIS] = last;
    }
    return new Counts(sum);
  }

  /// The counts at one moment.
  static final class Counts {
    static final Counts ZERO = new Counts(new long[LENGTH]);
    private final long[] sum;

    private Counts(long[] sum) {
      this.sum = sum;
    }

    Counts minus(Counts earlier) {
      long[] difference = new long[LENGTH];
      for (int i = 0; i < LENGTH; i++) {
        difference[i] = sum[i] - earlier.sum[i];
      }
      return new Counts(difference);
    }

    long requests() {
      return sum[ANSWERED] + errors() + rejected();
    }

    long answered() {
      return sum[ANSWERED];
    }

    long failed(ErrorCode code) {
      return sum[FAILED + code.ordinal()];
    }

    long rows() {
      return sum[ROWS];
    }

    Totals.Work work() {
      return new Totals.Work(
          sum[LAST_MILLIS],
          sum[NANOS] - sum[FAILED_NANOS],
          sum[FAILED_NANOS],
          sum[DECODE_NANOS],
          sum[QUEUE_NANOS],
          sum[SCORE_NANOS]);
    }

    long errors() {
      return sum(false);
    }

    long rejected() {
      return sum(true);
    }

    LatencyHistogram latency() {
      return LatencyHistogram.of(java.util.Arrays.copyOfRange(sum, BUCKETS, LENGTH), sum[NANOS]);
    }

    private long sum(boolean callers) {
      long total = 0;
      for (ErrorCode code : CODES) {
        if ((code.fault() == Fault.CALLER) == callers) {
          total += failed(code);
        }
      }
      return total;
    }
  }
}
