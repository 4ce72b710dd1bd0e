package dev.slipway.core.model;

import java.util.List;
import java.util.Optional;

/// What a model gives for one row, and so how many `double`s a [Scorer] writes for it.
public sealed interface Output {
  /// How many numbers a scorer writes for one row.
  int width();

  /// Numbers as they are: a regression (width 1), several targets, or the columns of a transformer.
  record Values(List<String> names) implements Output {
    public Values {
      names = List.copyOf(names);
    }

    @Override
    public int width() {
      return names.size();
    }
  }

  /// One probability for each class, in the order of `classes`; the prediction is the class of the
  /// greatest, the first of equals.
  ///
  /// @param threshold for two classes, where a project declares one: the second class is predicted from
  ///     this probability on, instead of above one half
  record Probabilities(Classes classes, Optional<Double> threshold) implements Output {
    public Probabilities {
      if (threshold.isPresent() && classes.size() != 2) {
        throw new IllegalArgumentException("a threshold decides between two classes only");
      }
    }

    public Probabilities(Classes classes) {
      this(classes, Optional.empty());
    }

    @Override
    public int width() {
      return classes.size();
    }
  }

  /// Scores whose order decides the class but that are no probabilities (a margin, a distance, votes).
  /// Two classes have one score, and the second class is predicted where it is `> 0`; more classes have
  /// one score each and the greatest decides.
  record Decision(Classes classes) implements Output {
    @Override
    public int width() {
      return classes.size() == 2 ? 1 : classes.size();
    }
  }

  /// The class itself, as its index in `classes`, where a model has no scores at all.
  record Label(Classes classes) implements Output {
    @Override
    public int width() {
      return 1;
    }
  }
}
