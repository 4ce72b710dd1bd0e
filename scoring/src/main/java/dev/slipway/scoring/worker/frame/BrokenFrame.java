package dev.slipway.scoring.worker.frame;

import java.io.IOException;

/// Bytes from a worker that are no frame, or not the one that is due: the worker cannot be trusted any more
/// and is replaced.
public final class BrokenFrame extends IOException {
  public BrokenFrame(String message) {
    super(message);
  }
}
