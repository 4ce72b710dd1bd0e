package dev.slipway.core.expectation;

import dev.slipway.core.input.Rule;
import dev.slipway.core.profile.Shape;
import dev.slipway.core.profile.TextProfile;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/// One rule about the values of one input, declared or learned from training. Immutable and thread-safe;
/// asking one allocates nothing, but for a declared pattern.
public sealed interface ValueRule {
  Rule rule();

  /// What is wrong with a value that breaks it, and what would be right.
  String message();

  default boolean brokenBy(double number) {
    return false;
  }

  default boolean brokenBy(String text) {
    return false;
  }

  /// A number lies within a range, its ends included. A missing one breaks nothing.
  record Between(Rule rule, double low, double high, String message) implements ValueRule {
    @Override
    public boolean brokenBy(double number) {
      return number < low || number > high;
    }
  }

  /// A number is one of a few.
  ///
  /// @param values ascending
  record OneOfNumbers(Rule rule, double[] values, String message) implements ValueRule {
    @Override
    public boolean brokenBy(double number) {
      return !Double.isNaN(number) && Arrays.binarySearch(values, number + 0.0) < 0;
    }
  }

  /// A text is one of a set; a long one may stand there as [TextProfile#key(String)].
  record OneOfTexts(Rule rule, Set<String> values, String message) implements ValueRule {
    @Override
    public boolean brokenBy(String text) {
      return !values.contains(text) && !values.contains(TextProfile.key(text));
    }
  }

  /// A text has a length between two, in characters (code points), their ends included.
  record Length(Rule rule, int least, int greatest, String message) implements ValueRule {
    @Override
    public boolean brokenBy(String text) {
      // UTF-16 units are at least as many as characters and at most twice as many.
      return (text.length() > greatest && characters(text) > greatest)
          || (text.length() < 2L * least && characters(text) < least);
    }

    private static int characters(String text) {
      return text.codePointCount(0, text.length());
    }
  }

  /// A pattern is found in a text.
  record Matching(Rule rule, Pattern pattern, String message) implements ValueRule {
    @Override
    public boolean brokenBy(String text) {
      return !BoundedText.find(pattern, text);
    }
  }

  /// A text has one of the [Shape]s of training. Very long ones are not looked at.
  ///
  /// @param shapes their hashes, ascending
  record Shaped(Rule rule, long[] shapes, String message) implements ValueRule {
    @Override
    public boolean brokenBy(String text) {
      return text.length() <= TextProfile.WHOLE_TEXT
          && Arrays.binarySearch(shapes, Shape.hash(text)) < 0;
    }
  }

  /// A time is in the first hour of its day, in UTC.
  record WholeDays(Rule rule, String message) implements ValueRule {
    private static final double HOUR = Duration.ofHours(1).toMillis();
    private static final double DAY = Duration.ofDays(1).toMillis();

    @Override
    public boolean brokenBy(double millis) {
      return millis - Math.floor(millis / DAY) * DAY >= HOUR;
    }
  }
}
