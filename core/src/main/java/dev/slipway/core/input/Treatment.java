package dev.slipway.core.input;

/// What is done with a value that breaks a rule of the training profile.
public enum Treatment {
  /// The row is answered, and the answer says what is unusual.
  FLAG,
  /// The row is not answered.
  REFUSE,
  /// The rule is not applied.
  IGNORE
}
