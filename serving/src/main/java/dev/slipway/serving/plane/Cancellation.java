package dev.slipway.serving.plane;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Whether the caller of a request gave it up, and the way to wake the thread that waits for a model on its
/// behalf. Thread-safe.
///
/// That thread is interrupted within [#during] and nowhere else: an interrupt while it reads or writes would
/// close the connection, which other callers share.
public final class Cancellation {
  private @Nullable Thread waiting;
  private boolean cancelled;

  public synchronized void cancel() {
    cancelled = true;
    if (waiting != null) {
      waiting.interrupt();
    }
  }

  public synchronized boolean cancelled() {
    return cancelled;
  }

  /// Does the work unless nobody wants it any more: then it is `INTERRUPTED`, as it is where it only waits when
  /// the caller gives up.
  long during(LongSupplier work) {
    begin();
    try {
      return work.getAsLong();
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    if (cancelled) {
      throw new SlipwayException(
          ErrorCode.INTERRUPTED, "the caller gave the request up before scoring began");
    }
    waiting = Thread.currentThread();
  }

  private synchronized void end() {
    waiting = null;
    if (cancelled) {
      var _ = Thread.interrupted();
    }
  }
}
