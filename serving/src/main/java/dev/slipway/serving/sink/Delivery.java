package dev.slipway.serving.sink;

/// What came of sending events.
sealed interface Delivery {
  /// They were taken, but for some that the receiver will never take.
  record Done(int rejected, String why) implements Delivery {}

  /// The receiver cannot take them now.
  ///
  /// @param afterMillis how long it asks to be left alone, 0 where it does not say
  record Later(String why, long afterMillis) implements Delivery {}
}
