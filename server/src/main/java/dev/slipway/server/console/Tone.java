package dev.slipway.server.console;

import java.util.Locale;

/// How a state looks: the one thing that colours carry in the console.
enum Tone {
  /// As it should be.
  GOOD,
  /// Under way.
  BUSY,
  /// Somebody should look.
  WARN,
  /// Failed.
  BAD,
  /// Nothing yet, or over.
  QUIET;

  /// The CSS class.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
