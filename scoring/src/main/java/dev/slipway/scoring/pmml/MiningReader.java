package dev.slipway.scoring.pmml;

import dev.slipway.scoring.pmml.Mining.Combination;
import dev.slipway.scoring.pmml.Mining.Missing;
import dev.slipway.scoring.pmml.Mining.Segment;
import dev.slipway.scoring.pmml.Mining.Treatment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Compiles a `MiningModel`; segments that are all trees go onto the tree engine together.
record MiningReader(ModelReader models, Kind kind, Scope scope) {
  PmmlModel read(Element element, int at) {
    Element segmentation = element.need("Segmentation");
    Combination combination = combination(segmentation.attribute("multipleModelMethod"));
    List<Segment> segments = new ArrayList<>();
    for (Element segment : segmentation.all("Segment").toList()) {
      segments.add(
          new Segment(
              new PredicateReader(scope).in(segment),
              segment.number("weight", 1),
              models.read(ModelReader.model(segment), scope, kind, role(combination))));
    }
    check(segments, combination);
    boolean single = ModelReader.single(element);
    int scratch = combination == Combination.MEDIAN ? scope.layout().numbers(segments.size()) : 0;
    Mining mining =
        Mining.of(at, kind.width(), segments, combination, missing(segmentation), scratch, single);
    return compiled(mining, segments, combination, single);
  }

  private static ModelReader.Role role(Combination combination) {
    return switch (combination) {
      case SUM, WEIGHTED_SUM, AVERAGE, WEIGHTED_AVERAGE, MEDIAN, MAX -> ModelReader.Role.ADDED;
      case MAJORITY_VOTE, WEIGHTED_MAJORITY_VOTE -> ModelReader.Role.VOTING;
      case SELECT_FIRST, MODEL_CHAIN -> ModelReader.Role.ALONE;
    };
  }

  private void check(List<Segment> segments, Combination combination) {
    if (segments.isEmpty()) {
      throw Element.corrupt("has a Segmentation without Segment");
    }
    int last = segments.size() - 1;
    for (int i = combination == Combination.MODEL_CHAIN ? last : 0; i <= last; i++) {
      if (segments.get(i).model().width() != kind.width()) {
        throw Element.corrupt("has segments whose results do not fit the model around them");
      }
    }
    switch (combination) {
      case SUM, WEIGHTED_SUM, MEDIAN, MAX -> {
        if (kind.classifies()) {
          throw Element.unsupported(
              "multipleModelMethod %s of a classification".formatted(combination));
        }
      }
      case MAJORITY_VOTE, WEIGHTED_MAJORITY_VOTE -> {
        if (!kind.classifies()) {
          throw Element.unsupported(
              "multipleModelMethod %s of a regression".formatted(combination));
        }
      }
      case AVERAGE, WEIGHTED_AVERAGE, SELECT_FIRST, MODEL_CHAIN -> {}
    }
  }

  private static Combination combination(String method) {
    return switch (method) {
      case "sum" -> Combination.SUM;
      case "weightedSum", "x-weightedSum" -> Combination.WEIGHTED_SUM;
      case "average" -> Combination.AVERAGE;
      case "weightedAverage" -> Combination.WEIGHTED_AVERAGE;
      case "median" -> Combination.MEDIAN;
      case "max" -> Combination.MAX;
      case "majorityVote" -> Combination.MAJORITY_VOTE;
      case "weightedMajorityVote" -> Combination.WEIGHTED_MAJORITY_VOTE;
      case "selectFirst" -> Combination.SELECT_FIRST;
      case "modelChain" -> Combination.MODEL_CHAIN;
      default ->
          throw Element.unsupported(
              "multipleModelMethod '%s'".formatted(Element.abbreviated(method)));
    };
  }

  private static Missing missing(Element segmentation) {
    String treatment = segmentation.attribute("missingPredictionTreatment", "continue");
    return new Missing(
        switch (treatment) {
          case "continue" -> Treatment.CONTINUE;
          case "skipSegment" -> Treatment.SKIP_SEGMENT;
          case "returnMissing" -> Treatment.RETURN_MISSING;
          default ->
              throw Element.corrupt("has missingPredictionTreatment '%s'".formatted(treatment));
        },
        segmentation.number("missingThreshold", 1));
  }

  private PmmlModel compiled(
      Mining mining, List<Segment> segments, Combination combination, boolean single) {
    List<TreeModel> trees = new ArrayList<>();
    for (Segment segment : segments) {
      boolean always =
          segment.test() instanceof Predicate.Always(Predicate.Answer answer)
              && answer == Predicate.Answer.TRUE;
      if (!always
          || !segment.model().plain()
          || !(segment.model().model() instanceof TreeModel tree)) {
        return mining;
      }
      trees.add(tree);
    }
    double[] weights = segments.stream().mapToDouble(Segment::weight).toArray();
    if (!combination.weighted()) {
      Arrays.fill(weights, 1);
    }
    double divisor =
        switch (combination) {
          case SUM, WEIGHTED_SUM -> 1;
          case AVERAGE, WEIGHTED_AVERAGE, MAJORITY_VOTE, WEIGHTED_MAJORITY_VOTE ->
              Arrays.stream(weights).sum();
          case MEDIAN, MAX, SELECT_FIRST, MODEL_CHAIN -> Double.NaN;
        };
    if (Double.isNaN(divisor)) {
      return mining;
    }
    return TreeCompiler.compile(mining.at(), kind.width(), trees, weights, divisor, single, mining)
        .orElse(mining);
  }
}
