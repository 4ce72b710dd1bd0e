package dev.slipway.core.input;

/// Something unusual about a row that was answered all the same.
///
/// @param id as replies and the log write it: `range:distance`
/// @param message what is unusual, by the evidence of training
public record Flag(String id, Rule rule, String field, String message) {
  public static Flag of(Rule rule, String field, String message) {
    return new Flag(rule.label() + ":" + field, rule, field, message);
  }
}
