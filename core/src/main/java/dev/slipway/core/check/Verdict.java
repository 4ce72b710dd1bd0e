package dev.slipway.core.check;

/// What a check concluded. `INSUFFICIENT` says that the evidence allows neither answer; it does not pass
/// silently: a named person may waive it.
public enum Verdict {
  PASS,
  FAIL,
  INSUFFICIENT
}
