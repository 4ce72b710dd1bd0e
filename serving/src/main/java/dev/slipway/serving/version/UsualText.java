package dev.slipway.serving.version;

import dev.slipway.core.profile.Shape;
import dev.slipway.core.profile.TextProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which lengths and shapes of a text are taken as usual: from half the least to twice the greatest length
/// of training, and the shapes that training had, where it had so many texts of each that new shapes are
/// rare.
final class UsualText {
  private static final double RARE = 0.001;
  private static final int WHOLE_TEXT = 128;

  private final int least;
  private final int greatest;
  private final long[] shapes;

  private UsualText(int least, int greatest, long[] shapes) {
    this.least = least;
    this.greatest = greatest;
    this.shapes = shapes;
  }

  /// Empty where training had no texts.
  ///
  /// @param shaped whether shapes count too
  static Optional<UsualText> of(TextProfile training, boolean shaped) {
    int least = 0;
    int buckets = training.lengths().size();
    while (least < buckets && training.lengths().at(least) == 0) {
      least++;
    }
    if (least == buckets) {
      return Optional.empty();
    }
    boolean open = buckets == TextProfile.MAX_LENGTHS;
    return Optional.of(
        new UsualText(
            least,
            open ? Integer.MAX_VALUE : 2 * (buckets - 1),
            shaped ? shapes(training) : new long[0]));
  }

  /// By Good and Turing's estimate new shapes come as often as shapes were seen once.
  private static long[] shapes(TextProfile training) {
    List<Map.Entry<String, Long>> shapes = training.patterns(TextProfile.MAX_LENGTHS);
    long once = shapes.stream().filter(s -> s.getValue() == 1).count();
    boolean all = shapes.size() < TextProfile.MAX_LENGTHS;
    return all && once <= RARE * training.dictionary().total()
        ? shapes.stream().mapToLong(s -> Shape.hash(s.getKey())).sorted().toArray()
        : new long[0];
  }

  boolean excludesLength(String value) {
    return value.length() > greatest || value.length() * 2L < least;
  }

  boolean excludesShape(String value) {
    return shapes.length > 0
        && value.length() <= WHOLE_TEXT
        && Arrays.binarySearch(shapes, Shape.hash(value)) < 0;
  }
}
