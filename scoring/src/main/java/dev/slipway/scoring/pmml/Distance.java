package dev.slipway.scoring.pmml;

import java.util.List;
import java.util.Map;

/// How far a row is from a point, over some fields.
///
/// @param power of a Minkowski distance
/// @param missingWeights how much each field counts when others are missing
record Distance(Metric metric, double power, Coordinate[] coordinates, double[] missingWeights) {
  enum Metric {
    EUCLIDEAN,
    SQUARED_EUCLIDEAN,
    CHEBYCHEV,
    CITY_BLOCK,
    MINKOWSKI
  }

  /// How far two values of a field are from each other.
  enum Comparison {
    ABSOLUTE_DIFFERENCE,
    DELTA,
    EQUAL,
    GAUSSIAN;

    static Comparison named(String name) {
      return switch (name) {
        case "absDiff" -> ABSOLUTE_DIFFERENCE;
        case "delta" -> DELTA;
        case "equal" -> EQUAL;
        case "gaussSim" -> GAUSSIAN;
        default ->
            throw Element.unsupported("compareFunction '%s'".formatted(Element.abbreviated(name)));
      };
    }
  }

  /// A field of the distance.
  ///
  /// @param codes of the texts that points have; another text is like none of them
  record Coordinate(
      Scope.Cell cell,
      double weight,
      Comparison comparison,
      double scale,
      Map<String, Integer> codes) {
    double value(Frame frame) {
      if (!cell.text()) {
        return frame.numbers[cell.at()];
      }
      String text = frame.texts[cell.at()];
      return text == null ? Double.NaN : codes.getOrDefault(text, -1);
    }

    /// A literal of a point.
    double literal(String text) {
      return cell.text() ? codes.computeIfAbsent(text, _ -> codes.size()) : cell.number(text);
    }

    double difference(double x, double y) {
      return switch (comparison) {
        case ABSOLUTE_DIFFERENCE -> Math.abs(x - y);
        case DELTA -> x == y ? 0 : 1;
        case EQUAL -> x == y ? 1 : 0;
        case GAUSSIAN -> Math.exp(-Math.log(2) * (x - y) * (x - y) / (scale * scale));
      };
    }
  }

  static Distance read(Element measure, List<Coordinate> coordinates, double[] missingWeights) {
    if (!measure.attribute("kind", "distance").equals("distance")) {
      throw Element.unsupported("ComparisonMeasure of similarity");
    }
    Element metric =
        measure.children().stream()
            .findFirst()
            .orElseThrow(() -> Element.corrupt("has a ComparisonMeasure without a metric"));
    boolean texts =
        coordinates.stream()
            .anyMatch(c ->
                c.cell.text()
                    && c.comparison != Comparison.DELTA
                    && c.comparison != Comparison.EQUAL);
    if (texts) {
      throw Element.unsupported("compareFunction of a string other than delta and equal");
    }
    return new Distance(
        switch (metric.name()) {
          case "euclidean" -> Metric.EUCLIDEAN;
          case "squaredEuclidean" -> Metric.SQUARED_EUCLIDEAN;
          case "chebychev" -> Metric.CHEBYCHEV;
          case "cityBlock" -> Metric.CITY_BLOCK;
          case "minkowski" -> Metric.MINKOWSKI;
          default -> throw Element.unsupported("metric " + metric.name());
        },
        metric.number("p-parameter", 2),
        coordinates.toArray(Coordinate[]::new),
        missingWeights);
  }

  /// Puts the row's values into the frame's cells from `to`.
  void load(Frame frame, int to) {
    for (int i = 0; i < coordinates.length; i++) {
      frame.numbers[to + i] = coordinates[i].value(frame);
    }
  }

  /// From the values in the cells from `at` to a point; NaN where all are missing.
  double to(double[] numbers, int at, double[] point) {
    double sum = 0;
    double there = 0;
    double all = 0;
    for (int i = 0; i < coordinates.length; i++) {
      all += missingWeights[i];
      double value = numbers[at + i];
      if (Double.isNaN(value)) {
        continue;
      }
      there += missingWeights[i];
      double weight = coordinates[i].weight;
      double difference = coordinates[i].difference(value, point[i]);
      switch (metric) {
        case EUCLIDEAN, SQUARED_EUCLIDEAN -> sum += weight * difference * difference;
        case CHEBYCHEV -> sum = Math.max(sum, weight * difference);
        case CITY_BLOCK -> sum += weight * difference;
        case MINKOWSKI -> sum += weight * Math.pow(difference, power);
      }
    }
    if (there == 0) {
      return Double.NaN;
    }
    double adjusted = there == all ? sum : sum * (all / there);
    return switch (metric) {
      case EUCLIDEAN -> Math.sqrt(adjusted);
      case SQUARED_EUCLIDEAN, CITY_BLOCK -> adjusted;
      case CHEBYCHEV -> sum;
      case MINKOWSKI -> Math.pow(adjusted, 1 / power);
    };
  }
}
