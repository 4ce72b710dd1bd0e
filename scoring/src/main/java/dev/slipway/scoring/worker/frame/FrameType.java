package dev.slipway.scoring.worker.frame;

import org.jspecify.annotations.Nullable;

/// What a frame says. The number on the wire is the position here, from 1.
public enum FrameType {
  /// From the worker, first of all: the token that it was started with.
  HELLO,
  /// To the worker: what to load, as JSON.
  LOAD,
  /// From the worker, once the model is loaded and warm: its signature, as JSON.
  READY,
  /// To the worker: rows, by column.
  PREDICT,
  /// From the worker: their scores.
  RESULT,
  /// From the worker: a Python exception, as JSON.
  ERROR,
  /// To the worker: end when nothing is left to do.
  DRAIN;

  private static final FrameType[] ALL = values();

  byte code() {
    return (byte) (ordinal() + 1);
  }

  static @Nullable FrameType of(byte code) {
    return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
  }
}
