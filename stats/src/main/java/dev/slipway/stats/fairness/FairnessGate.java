package dev.slipway.stats.fairness;

import dev.slipway.stats.fairness.Disparity.Measure;
import dev.slipway.stats.fairness.Disparity.Verdict;
import dev.slipway.stats.interval.Interval;
import dev.slipway.stats.interval.Rate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges a classifier's disparities by their bounds, not by their point values: it fails where a disparity
/// is surely too great, passes where every one is surely small enough, and otherwise says that the evidence
/// is insufficient. A group of five cannot fail a model, and cannot pass it either.
///
/// Ratios have Katz's interval, differences Newcombe's. With `m` comparisons each has the level
/// `1 - alpha / m`; each that fails lowers `m` for the rest. (Holm, Scandinavian Journal of Statistics 6,
/// 1979.)
///
/// @param minRatio the least selection ratio; 0.8 is the "four-fifths rule"
/// @param maxDifference the greatest difference of true and of false positive rates
/// @param minRows positive, and negative, rows that a group must have to be judged
public record FairnessGate(double minRatio, double maxDifference, double alpha, long minRows) {
  public static final FairnessGate DEFAULT = new FairnessGate(0.8, 0.10, 0.05, 30);

  public FairnessGate {
    if (!(alpha > 0 && alpha < 1) || !(minRatio > 0 && minRatio <= 1) || !(maxDifference >= 0)) {
      throw new IllegalArgumentException(
          "minimum ratio %s, maximum difference %s, alpha %s"
              .formatted(minRatio, maxDifference, alpha));
    }
  }

  /// @param reference the group to compare with; without one the largest that can be judged
  public Fairness judge(List<Group> groups, Optional<String> reference) {
    List<String> notAssessable =
        groups.stream().filter(g -> !g.assessable(minRows)).map(Group::name).toList();
    List<Group> judged = groups.stream().filter(g -> g.assessable(minRows)).toList();
    Optional<Group> base =
        reference.isPresent()
            ? judged.stream().filter(g -> g.name().equals(reference.get())).findFirst()
            : judged.stream().max(Comparator.comparingLong(g -> g.confusion().total()));
    if (base.isEmpty() || judged.size() < 2) {
      return new Fairness(
          Verdict.INSUFFICIENT, base.map(Group::name).orElse(""), List.of(), notAssessable);
    }
    List<Pair> pairs = new ArrayList<>();
    for (Group group : judged) {
      if (!group.equals(base.get())) {
        for (Measure measure : Measure.values()) {
          pairs.add(new Pair(group, base.get(), measure));
        }
      }
    }
    List<Disparity> disparities = stepDown(pairs);
    return new Fairness(overall(disparities), base.get().name(), disparities, notAssessable);
  }

  private List<Disparity> stepDown(List<Pair> pairs) {
    Set<Pair> failed = new HashSet<>();
    while (true) {
      double level = 1 - alpha / Math.max(1, pairs.size() - failed.size());
      List<Disparity> disparities =
          pairs.stream().map(p -> disparity(p, level, failed.contains(p))).toList();
      int before = failed.size();
      for (int i = 0; i < pairs.size(); i++) {
        if (disparities.get(i).verdict() == Verdict.FAIL) {
          failed.add(pairs.get(i));
        }
      }
      if (failed.size() == before) {
        return disparities;
      }
    }
  }

  private Disparity disparity(Pair pair, double level, boolean failed) {
    Interval bounds = pair.bounds(level);
    boolean ratio = pair.measure == Measure.SELECTION_RATIO;
    boolean fails = ratio ? bounds.high() < minRatio : bounds.low() > maxDifference;
    boolean passes = ratio ? bounds.low() >= minRatio : bounds.high() <= maxDifference;
    Verdict verdict = failed || fails ? Verdict.FAIL : passes ? Verdict.PASS : Verdict.INSUFFICIENT;
    return new Disparity(pair.group.name(), pair.measure, pair.value(), bounds, verdict);
  }

  private static Verdict overall(List<Disparity> disparities) {
    Verdict worst = Verdict.PASS;
    for (Disparity disparity : disparities) {
      switch (disparity.verdict()) {
        case FAIL -> {
          return Verdict.FAIL;
        }
        case INSUFFICIENT -> worst = Verdict.INSUFFICIENT;
        case PASS -> {}
      }
    }
    return worst;
  }

  /// One comparison of a group with the reference group.
  private record Pair(Group group, Group base, Measure measure) {
    double value() {
      double mine = rate(group).value();
      double theirs = rate(base).value();
      return switch (measure) {
        case SELECTION_RATIO ->
            mine == theirs ? 1 : Math.min(mine, theirs) / Math.max(mine, theirs);
        case TRUE_POSITIVE_RATE, FALSE_POSITIVE_RATE -> Math.abs(mine - theirs);
      };
    }

    Interval bounds(double level) {
      return switch (measure) {
        case SELECTION_RATIO -> belowOne(rate(group).over(rate(base), level));
        case TRUE_POSITIVE_RATE, FALSE_POSITIVE_RATE ->
            absolute(rate(group).minus(rate(base), level));
      };
    }

    private Rate rate(Group of) {
      return switch (measure) {
        case SELECTION_RATIO -> of.selected();
        case TRUE_POSITIVE_RATE -> of.truePositives();
        case FALSE_POSITIVE_RATE -> of.falsePositives();
      };
    }

    private static Interval belowOne(Interval ratio) {
      if (ratio.high() <= 1) {
        return ratio;
      }
      Interval turned = new Interval(1 / ratio.high(), 1 / ratio.low());
      return ratio.low() >= 1 ? turned : new Interval(Math.min(ratio.low(), turned.low()), 1);
    }

    private static Interval absolute(Interval difference) {
      double greatest = Math.max(Math.abs(difference.low()), Math.abs(difference.high()));
      return difference.contains(0)
          ? new Interval(0, greatest)
          : new Interval(
              Math.min(Math.abs(difference.low()), Math.abs(difference.high())), greatest);
    }
  }
}
