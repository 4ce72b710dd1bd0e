package dev.slipway.core.registry;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.util.regex.Pattern;

/// Names one version of one model, written `flight-delay:3`.
public record VersionId(String model, int number) {
  private static final Pattern MODEL = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}");

  public VersionId {
    requireModelName(model);
    if (number < 1) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT, "versions count from 1, got " + number);
    }
  }

  public static String requireModelName(String model) {
    if (!MODEL.matcher(model).matches()) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is no model name: use up to 128 letters, digits, dots, dashes and underscores"
              .formatted(model));
    }
    return model;
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
