package dev.slipway.core.input;

import java.util.Locale;

/// One thing wrong with one row that a caller sent.
///
/// @param row its position in the request, from 0
/// @param field the input it concerns, as the caller wrote it
/// @param value what was sent there, shortened, as JSON writes it; empty where nothing was
/// @param message what is wrong and what would be right
public record InputFault(int row, String field, Rule rule, String value, String message) {

  /// What was broken.
  public enum Rule {
    /// An input that the signature requires is absent.
    REQUIRED,
    /// Null, where training had none.
    NULL,
    /// A value of another type than the signature's.
    TYPE,
    /// NaN or an infinity.
    FINITE,
    /// A field that the model does not take.
    UNKNOWN,
    /// A field that is there twice.
    DUPLICATE;

    /// As written in replies.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
