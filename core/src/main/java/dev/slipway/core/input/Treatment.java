package dev.slipway.core.input;

import java.util.Locale;

/// What is done with a value that breaks a rule of the training profile.
public enum Treatment {
  /// The row is answered, and the answer says what is unusual.
  FLAG,
  /// The row is not answered.
  REFUSE,
  /// The rule is not applied.
  IGNORE;

  /// As written in `slipway.yaml`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
