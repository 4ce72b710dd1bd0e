package dev.slipway.core.project;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the truth of a binary target: either the class that counts as positive (`yes`), or a comparison
/// that makes a class of a number (`> 15`). The classes of a comparison are `false` and `true`.
public final class Truth {
  private static final Pattern COMPARISON = Pattern.compile("\\s*(>=|<=|>|<)\\s*(-?[0-9.]+)\\s*");

  private final String positive;
  private final Optional<Matcher> comparison;

  public Truth(String positive) {
    this.positive = positive;
    Matcher matcher = COMPARISON.matcher(positive);
    this.comparison = matcher.matches() ? Optional.of(matcher) : Optional.empty();
  }

  public boolean isComparison() {
    return comparison.isPresent();
  }

  /// Whether this truth, as text, is positive.
  public boolean isPositive(String truth) {
    if (comparison.isEmpty()) {
      return positive.equals(truth) || sameNumber(positive, truth);
    }
    if (truth.equals("true") || truth.equals("false")) {
      return Boolean.parseBoolean(truth);
    }
    try {
      return isPositive(Double.parseDouble(truth));
    } catch (NumberFormatException e) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "'%s' is no truth for this target: a number is expected, compared with '%s'"
              .formatted(truth, positive),
          e);
    }
  }

  /// Whether this number is positive; for a target that is a class, whether it equals the class.
  public boolean isPositive(double truth) {
    if (comparison.isEmpty()) {
      return switch (positive) {
        case "true" -> truth == 1;
        case "false" -> truth == 0;
        default -> sameNumber(positive, Double.toString(truth));
      };
    }
    double bound = Double.parseDouble(comparison.get().group(2));
    return switch (comparison.get().group(1)) {
      case ">" -> truth > bound;
      case ">=" -> truth >= bound;
      case "<" -> truth < bound;
      case "<=" -> truth <= bound;
      default -> throw new IllegalStateException(positive);
    };
  }

  private static boolean sameNumber(String left, String right) {
    try {
      return Double.parseDouble(left) == Double.parseDouble(right);
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
