package dev.slipway.scoring.pmml;

import dev.slipway.core.table.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/// Clusters with centers: a row belongs to the nearest. A cluster's number is its negated distance.
record Clustering(int at, int width, int scratch, Distance distance, double[][] centers)
    implements PmmlModel {
  static Kind kind(Element element) {
    List<Element> clusters = element.all("Cluster").toList();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < clusters.size(); i++) {
      labels.add(clusters.get(i).attribute("id", String.valueOf(i + 1)));
    }
    if (labels.isEmpty() || labels.stream().distinct().count() != labels.size()) {
      throw Element.corrupt("has no clusters, or two of one id");
    }
    return new Kind(Kind.Scores.MARGINS, labels, ColumnType.STRING, false);
  }

  static Clustering read(Element element, Kind kind, Scope scope, int at) {
    if (!element.attribute("modelClass", "centerBased").equals("centerBased")) {
      throw Element.unsupported("modelClass '%s'".formatted(element.attribute("modelClass")));
    }
    Element measure = element.need("ComparisonMeasure");
    List<Distance.Coordinate> coordinates =
        element
            .all("ClusteringField")
            .filter(f -> f.attribute("isCenterField", "true").equals("true"))
            .map(f -> coordinate(f, scope.needNumber(f.attribute("field")), measure))
            .toList();
    double[] weights = new double[coordinates.size()];
    Arrays.fill(weights, 1);
    double[] missingWeights =
        element
            .child("MissingValueWeights")
            .map(w -> w.need("Array").numbers(coordinates.size()))
            .orElse(weights);
    double[][] centers =
        element
            .all("Cluster")
            .map(c -> c.need("Array").numbers(coordinates.size()))
            .toArray(double[][]::new);
    return new Clustering(
        at,
        kind.width(),
        scope.layout().numbers(coordinates.size()),
        Distance.read(measure, coordinates, missingWeights),
        centers);
  }

  /// @param field a `ClusteringField` or `KNNInput`
  static Distance.Coordinate coordinate(Element field, Scope.Cell cell, Element measure) {
    return new Distance.Coordinate(
        cell,
        field.number("fieldWeight", 1),
        Distance.Comparison.named(
            field.attribute("compareFunction", measure.attribute("compareFunction", "absDiff"))),
        field.number("similarityScale", 1),
        new HashMap<>());
  }

  @Override
  public void evaluate(Frame frame) {
    distance.load(frame, scratch);
    for (int i = 0; i < centers.length; i++) {
      frame.numbers[at + i] = -distance.to(frame.numbers, scratch, centers[i]);
    }
  }
}
