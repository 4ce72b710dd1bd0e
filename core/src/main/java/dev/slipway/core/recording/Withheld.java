package dev.slipway.core.recording;

/// A logged cell whose value is not written down.
public sealed interface Withheld {
  /// Nothing is known of the value, not even whether there was one.
  record Masked() implements Withheld {}

  /// The value is known to whoever has the key and the value; equal values have equal digests.
  ///
  /// @param digest the first 16 bytes of an HMAC-SHA-256, in hexadecimal digits
  record Hashed(String digest) implements Withheld {}

  /// A value on its way to the log, which turns it into its hash before it stores it.
  record Secret(String input, Object value) implements Withheld {
    @Override
    public String toString() {
      return "Secret[" + input + "]";
    }
  }

  Masked MASKED = new Masked();
}
