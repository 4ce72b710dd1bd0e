package dev.slipway.serving.plane;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Deadline;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.route.Bucket;
import dev.slipway.core.route.Variant;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Lets shadow variants score a request after its caller was answered.
///
/// They read the request's own bytes by their own signature, and their predictions are logged under the
/// ids that the caller got, so that one truth judges both. Few threads and a bounded queue: what does not
/// fit is dropped and counted, and no caller ever waits for a shadow. Thread-safe.
final class Shadows implements AutoCloseable {
  private static final int WAITING = 1_000;

  private final Limits limits;
  private final PredictionIds ids;
  private final Consumer<PredictionRecord> log;
  private final AtomicLong dropped = new AtomicLong();
  private final ThreadPoolExecutor threads;

  Shadows(Limits limits, PredictionIds ids, Consumer<PredictionRecord> log) {
    this.limits = limits;
    this.ids = ids;
    this.log = log;
    int size = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("shadow-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /// Queues the request for each shadow of its route that takes a share of it.
  void follow(Call answered) {
    if (!answered.wasScored()) {
      return;
    }
    for (LiveVariant variant : answered.route().variants()) {
      if (variant.variant().role() == Variant.Role.SHADOW
          && variant != answered.variant()
          && takes(variant, answered)
          && variant.version().acquire()) {
        queue(variant, answered);
      }
    }
  }

  long dropped() {
    return dropped.get();
  }

  private static boolean takes(LiveVariant shadow, Call call) {
    String salt = call.route().route().salt() + "/shadow";
    return Bucket.of(salt, call.firstId()) < shadow.variant().weight();
  }

  private void queue(LiveVariant shadow, Call answered) {
    byte[] body = Arrays.copyOf(answered.workspace().body(), answered.bodyLength());
    Call call =
        new Call(
            answered.route(),
            shadow,
            "shadow",
            false,
            answered.firstId(),
            answered.at(),
            limits,
            ids,
            null,
            Deadline.NONE,
            log,
            _ -> {});
    call.takeIdsOf(answered);
    try {
      threads.execute(() -> score(call, answered.decoder(), body));
    } catch (RejectedExecutionException _) {
      dropped.getAndIncrement();
      call.abandon();
    }
  }

  private static void score(Call call, RequestDecoder decoder, byte[] body) {
    try (call) {
      try {
        System.arraycopy(body, 0, call.workspace().growBody(body.length), 0, body.length);
        call.answer(decoder, body.length);
        call.answered();
      } catch (SlipwayException e) {
        call.failed(e.code());
      } catch (RuntimeException _) {
        call.failed(ErrorCode.INTERNAL);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(limits.closing().toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException _) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
