package dev.slipway.core.input;

import java.util.Locale;

/// Where a [Rule] about the values of a request comes from.
public enum Source {
  /// What the model takes.
  SIGNATURE,
  /// What the project says in `slipway.yaml`.
  DECLARED,
  /// What the training rows were like.
  PROFILE;

  /// As written in replies.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
