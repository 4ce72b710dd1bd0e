package dev.slipway.app.demo;

/// A phase did not do what it says: the demo ends with exit code 1.
final class Unexpected extends RuntimeException {
  Unexpected(String message) {
    super(message);
  }

  static void unless(boolean expected, String message, Object... arguments) {
    if (!expected) {
      throw new Unexpected(message.formatted(arguments));
    }
  }
}
