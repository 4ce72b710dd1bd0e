package dev.slipway.core.recording;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// How much of a model's predictions is written down.
///
/// Sampling leaves out inputs alone: that a prediction was made, by which version, with which score and how fast,
/// is always logged, since releases, feedback and the drift of the score live by it.
///
/// @param sample the share of predictions whose inputs are logged, `0 <= sample <= 1`
/// @param masked inputs that are never logged
/// @param hashed inputs of which only a keyed hash is logged
public record Recording(double sample, SortedSet<String> masked, SortedSet<String> hashed) {
  public static final Recording EVERYTHING = of(1, List.of(), List.of());

  public Recording {
    if (!(sample >= 0 && sample <= 1)) {
      throw new IllegalArgumentException("a share of " + sample);
    }
    masked = Collections.unmodifiableSortedSet(new TreeSet<>(masked));
    hashed = Collections.unmodifiableSortedSet(new TreeSet<>(hashed));
  }

  public static Recording of(double sample, Collection<String> masked, Collection<String> hashed) {
    return new Recording(sample, new TreeSet<>(masked), new TreeSet<>(hashed));
  }

  /// Whether there are inputs that are never logged as they are.
  public boolean withholds() {
    return !masked.isEmpty() || !hashed.isEmpty();
  }
}
