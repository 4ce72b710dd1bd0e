package dev.slipway.scoring.pmml;

import java.util.Arrays;
import java.util.List;

/// A model of several, each for the rows that its predicate holds for, whose results become one.
///
/// @param scratch cells for as many results as there are segments, if the median is taken
/// @param single whether sums are in float32
record Mining(
    int at,
    int width,
    Segment[] segments,
    Combination combination,
    Missing missing,
    int scratch,
    boolean single)
    implements PmmlModel {
  record Segment(Predicate test, double weight, Prepared model) {}

  /// How the segments' results become one.
  enum Combination {
    SUM,
    WEIGHTED_SUM,
    AVERAGE,
    WEIGHTED_AVERAGE,
    MEDIAN,
    MAX,
    MAJORITY_VOTE,
    WEIGHTED_MAJORITY_VOTE,
    SELECT_FIRST,
    MODEL_CHAIN;

    boolean weighted() {
      return this == WEIGHTED_SUM || this == WEIGHTED_AVERAGE || this == WEIGHTED_MAJORITY_VOTE;
    }

    boolean votes() {
      return this == MAJORITY_VOTE || this == WEIGHTED_MAJORITY_VOTE;
    }
  }

  /// What happens where a segment has no result.
  enum Treatment {
    CONTINUE,
    SKIP_SEGMENT,
    RETURN_MISSING
  }

  /// @param threshold the greatest share of the segments' weight that may be missing
  record Missing(Treatment treatment, double threshold) {}

  Mining {
    segments = segments.clone();
  }

  static Mining of(
      int at,
      int width,
      List<Segment> segments,
      Combination combination,
      Missing missing,
      int scratch,
      boolean single) {
    return new Mining(
        at, width, segments.toArray(Segment[]::new), combination, missing, scratch, single);
  }

  @Override
  public void evaluate(Frame frame) {
    for (Segment segment : segments) {
      segment.model.outputs().clear(frame);
    }
    switch (combination) {
      case SELECT_FIRST -> selectFirst(frame);
      case MODEL_CHAIN -> chain(frame);
      case SUM,
          WEIGHTED_SUM,
          AVERAGE,
          WEIGHTED_AVERAGE,
          MEDIAN,
          MAX,
          MAJORITY_VOTE,
          WEIGHTED_MAJORITY_VOTE ->
          combine(frame);
    }
  }

  private void selectFirst(Frame frame) {
    for (Segment segment : segments) {
      if (segment.test.test(frame) == Predicate.Answer.TRUE) {
        segment.model.evaluate(frame);
        System.arraycopy(frame.numbers, segment.model.at(), frame.numbers, at, width);
        return;
      }
    }
    frame.fill(at, width, Double.NaN);
  }

  /// The result is that of the last segment whose predicate holds.
  private void chain(Frame frame) {
    frame.fill(at, width, Double.NaN);
    for (Segment segment : segments) {
      if (segment.test.test(frame) == Predicate.Answer.TRUE) {
        segment.model.evaluate(frame);
        if (segment.model.width() == width) {
          System.arraycopy(frame.numbers, segment.model.at(), frame.numbers, at, width);
        } else {
          frame.fill(at, width, Double.NaN);
        }
      }
    }
  }

  private void combine(Frame frame) {
    double[] numbers = frame.numbers;
    frame.fill(at, width, combination == Combination.MAX ? Double.NEGATIVE_INFINITY : 0);
    double weights = 0;
    double lost = 0;
    int count = 0;
    for (Segment segment : segments) {
      if (segment.test.test(frame) != Predicate.Answer.TRUE) {
        continue;
      }
      segment.model.evaluate(frame);
      double weight = combination.weighted() ? segment.weight : 1;
      if (Double.isNaN(numbers[segment.model.at()])) {
        lost += weight;
        if (missing.treatment == Treatment.RETURN_MISSING) {
          frame.fill(at, width, Double.NaN);
          return;
        }
        if (missing.treatment == Treatment.SKIP_SEGMENT || combination.votes()) {
          continue;
        }
      }
      weights += weight;
      add(frame, segment.model.at(), weight, count++);
    }
    if (count == 0 || lost > missing.threshold * (lost + weights)) {
      frame.fill(at, width, Double.NaN);
      return;
    }
    finish(frame, weights, count);
  }

  private void add(Frame frame, int from, double weight, int count) {
    double[] numbers = frame.numbers;
    switch (combination) {
      case MAJORITY_VOTE, WEIGHTED_MAJORITY_VOTE ->
          numbers[at + frame.greatest(from, width)] += weight;
      case MEDIAN -> numbers[scratch + count] = numbers[from];
      case MAX -> numbers[at] = Math.max(numbers[at], numbers[from]);
      case SUM, WEIGHTED_SUM, AVERAGE, WEIGHTED_AVERAGE, SELECT_FIRST, MODEL_CHAIN -> {
        for (int i = 0; i < width; i++) {
          double term = weight * numbers[from + i];
          numbers[at + i] =
              single ? (float) numbers[at + i] + (float) term : numbers[at + i] + term;
        }
      }
    }
  }

  private void finish(Frame frame, double weights, int count) {
    switch (combination) {
      case SUM, WEIGHTED_SUM, MAX, SELECT_FIRST, MODEL_CHAIN -> {}
      case MEDIAN -> {
        Arrays.sort(frame.numbers, scratch, scratch + count);
        int middle = scratch + count / 2;
        double upper = frame.numbers[middle];
        double median = count % 2 == 1 ? upper : (frame.numbers[middle - 1] + upper) / 2;
        // NaN sorts last.
        frame.numbers[at] = Double.isNaN(frame.numbers[scratch + count - 1]) ? Double.NaN : median;
      }
      case AVERAGE, WEIGHTED_AVERAGE, MAJORITY_VOTE, WEIGHTED_MAJORITY_VOTE -> {
        for (int i = at; i < at + width; i++) {
          frame.numbers[i] =
              single ? (float) frame.numbers[i] / (float) weights : frame.numbers[i] / weights;
        }
      }
    }
  }
}
