package dev.slipway.scoring.pmml;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The training rows nearest to a row decide: by their mean, their median or their votes.
///
/// @param targets the value or the class of each training row
/// @param threshold keeps the weight of a row at no distance finite
record NearestNeighbors(
    int at,
    int width,
    int scratch,
    Distance distance,
    double[][] points,
    double[] targets,
    int neighbors,
    Method method,
    double threshold)
    implements PmmlModel {
  enum Method {
    AVERAGE,
    WEIGHTED_AVERAGE,
    MEDIAN,
    MAJORITY_VOTE,
    WEIGHTED_MAJORITY_VOTE
  }

  static NearestNeighbors read(Element element, Kind kind, Scope scope, int at) {
    Element measure = element.need("ComparisonMeasure");
    Element instances = element.need("TrainingInstances");
    Map<String, String> columns = new HashMap<>();
    for (Element field : instances.need("InstanceFields").all("InstanceField").toList()) {
      String name = field.attribute("field");
      columns.put(name, field.attribute("column", name));
    }
    List<Element> inputs = element.need("KNNInputs").all("KNNInput").toList();
    List<Distance.Coordinate> coordinates =
        inputs.stream()
            .map(i -> Clustering.coordinate(i, scope.need(i.attribute("field")), measure))
            .toList();
    String target =
        ModelReader.target(element)
            .orElseThrow(() -> Element.unsupported("NearestNeighborModel without a target"));
    List<Element> rows = instances.need("InlineTable").all("row").toList();
    double[][] points = new double[rows.size()][coordinates.size()];
    double[] targets = new double[rows.size()];
    for (int r = 0; r < points.length; r++) {
      for (int i = 0; i < inputs.size(); i++) {
        String column = column(columns, inputs.get(i).attribute("field"));
        points[r][i] = coordinates.get(i).literal(rows.get(r).need(column).text());
      }
      String value = rows.get(r).need(column(columns, target)).text();
      targets[r] = kind.classifies() ? kind.index(value) : number(value);
    }
    double neighbors = element.number("numberOfNeighbors");
    if (!(neighbors >= 1 && neighbors <= points.length)) {
      throw Element.corrupt(
          "asks %s neighbors of %d training rows".formatted(neighbors, points.length));
    }
    double[] weights = new double[coordinates.size()];
    Arrays.fill(weights, 1);
    return new NearestNeighbors(
        at,
        kind.width(),
        scope.layout().numbers(coordinates.size()),
        Distance.read(measure, coordinates, weights),
        points,
        targets,
        (int) neighbors,
        method(element, kind),
        element.number("threshold", 0.001));
  }

  private static String column(Map<String, String> columns, String field) {
    String column = columns.get(field);
    if (column == null) {
      throw Element.corrupt("has no InstanceField '%s'".formatted(Element.abbreviated(field)));
    }
    // A column is named with its prefix, an element is known without.
    return column.substring(column.indexOf(':') + 1);
  }

  private static double number(String text) {
    double number = FieldType.DOUBLE.parsed(text);
    if (Double.isNaN(number)) {
      throw Element.corrupt("has the training value '%s'".formatted(Element.abbreviated(text)));
    }
    return number;
  }

  private static Method method(Element element, Kind kind) {
    String name =
        kind.classifies()
            ? element.attribute("categoricalScoringMethod", "majorityVote")
            : element.attribute("continuousScoringMethod", "average");
    return switch (name) {
      case "average" -> Method.AVERAGE;
      case "weightedAverage" -> Method.WEIGHTED_AVERAGE;
      case "median" -> Method.MEDIAN;
      case "majorityVote" -> Method.MAJORITY_VOTE;
      case "weightedMajorityVote" -> Method.WEIGHTED_MAJORITY_VOTE;
      default ->
          throw Element.unsupported("scoring method '%s'".formatted(Element.abbreviated(name)));
    };
  }

  @Override
  public void evaluate(Frame frame) {
    distance.load(frame, scratch);
    double[] nearest = new double[neighbors];
    int[] rows = new int[neighbors];
    int count = 0;
    for (int p = 0; p < points.length; p++) {
      double far = distance.to(frame.numbers, scratch, points[p]);
      if (Double.isNaN(far) || (count == neighbors && far >= nearest[count - 1])) {
        continue;
      }
      int i = count < neighbors ? count++ : count - 1;
      for (; i > 0 && nearest[i - 1] > far; i--) {
        nearest[i] = nearest[i - 1];
        rows[i] = rows[i - 1];
      }
      nearest[i] = far;
      rows[i] = p;
    }
    if (count < neighbors) {
      frame.fill(at, width, Double.NaN);
      return;
    }
    switch (method) {
      case AVERAGE, WEIGHTED_AVERAGE -> average(frame, nearest, rows);
      case MEDIAN -> median(frame, rows);
      case MAJORITY_VOTE, WEIGHTED_MAJORITY_VOTE -> vote(frame, nearest, rows);
    }
  }

  private double weight(double far) {
    return switch (method) {
      case WEIGHTED_AVERAGE, WEIGHTED_MAJORITY_VOTE -> 1 / (far + threshold);
      case AVERAGE, MEDIAN, MAJORITY_VOTE -> 1;
    };
  }

  private void average(Frame frame, double[] nearest, int[] rows) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += weight(nearest[i]) * targets[rows[i]];
      weights += weight(nearest[i]);
    }
    frame.numbers[at] = sum / weights;
  }

  private void median(Frame frame, int[] rows) {
    double[] values = Arrays.stream(rows).mapToDouble(r -> targets[r]).sorted().toArray();
    int middle = values.length / 2;
    frame.numbers[at] =
        values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  private void vote(Frame frame, double[] nearest, int[] rows) {
    frame.fill(at, width, 0);
    for (int i = 0; i < rows.length; i++) {
      frame.numbers[at + (int) targets[rows[i]]] += weight(nearest[i]);
    }
    Normalization.SimpleMax.share(frame, at, width);
  }
}
