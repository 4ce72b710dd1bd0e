package dev.slipway.scoring.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The time that one call of ONNX Runtime may take: a loop that never ends is stopped, because the runtime
/// asks between two operators whether to go on. One operator alone is not stopped.
final class CallLimit implements AutoCloseable {
  static final Duration LONGEST = Duration.ofSeconds(30);

  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final OrtSession.RunOptions options;
  private final ScheduledFuture<?> stop;

  CallLimit(Duration longest) throws OrtException {
    this.options = new OrtSession.RunOptions();
    options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    this.stop = CLOCK.schedule(this::terminate, longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("onnx-call-limit").factory());
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  OrtSession.RunOptions options() {
    return options;
  }

  /// Holds the lock of [#close()], so that closed options are never written to.
  private synchronized void terminate() {
    try {
      if (!stop.isCancelled()) {
        options.setTerminate(true);
      }
    } catch (OrtException e) {
      System.getLogger(CallLimit.class.getName())
          .log(System.Logger.Level.WARNING, "a call of ONNX Runtime cannot be stopped", e);
    }
  }

  @Override
  public synchronized void close() {
    stop.cancel(false);
    options.close();
  }
}
