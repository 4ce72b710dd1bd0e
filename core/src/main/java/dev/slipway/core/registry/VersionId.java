package dev.slipway.core.registry;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;

/// Names one version of one model, written `flight-delay:3`.
public record VersionId(String model, int number) {
  private static final int LONGEST_MODEL = 128;

  public VersionId {
    requireModelName(model);
    if (number < 1) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT, "versions count from 1, got " + number);
    }
  }

  public static String requireModelName(String model) {
    if (!isModelName(model)) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is no model name: use up to 128 letters, digits, dots, dashes and underscores"
              .formatted(model));
    }
    return model;
  }

  /// Whether it is `[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}`. Every logged prediction that is read asks this.
  private static boolean isModelName(String model) {
    for (int i = 0; i < model.length(); i++) {
      char c = model.charAt(i);
      boolean first = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!first && (i == 0 || c != '.' && c != '_' && c != '-')) {
        return false;
      }
    }
    return !model.isEmpty() && model.length() <= LONGEST_MODEL;
  }

  /// Reads `flight-delay:3`.
  public static VersionId parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      return new VersionId(
          text.substring(0, Math.max(colon, 0)), Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT, "'%s' is no version: write MODEL:NUMBER".formatted(text), e);
    }
  }

  @Override
  public String toString() {
    return model + ":" + number;
  }
}
