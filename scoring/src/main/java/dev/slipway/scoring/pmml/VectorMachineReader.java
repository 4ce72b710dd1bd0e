package dev.slipway.scoring.pmml;

import dev.slipway.scoring.pmml.VectorMachine.Decision;
import dev.slipway.scoring.pmml.VectorMachine.Machine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compiles a `SupportVectorMachineModel`.
record VectorMachineReader(Kind kind, Scope scope) {
  /// Whether the numbers of a classification are no probabilities: machines count votes.
  static boolean isMarginal(Element model) {
    return switch (model.name()) {
      case "SupportVectorMachineModel" -> true;
      case "MiningModel" -> {
        List<Element> segments = model.need("Segmentation").all("Segment").toList();
        String method = model.need("Segmentation").attribute("multipleModelMethod");
        yield switch (method) {
          case "modelChain" ->
              !segments.isEmpty() && isMarginal(ModelReader.model(segments.getLast()));
          case "selectFirst" -> segments.stream().anyMatch(s -> isMarginal(ModelReader.model(s)));
          case "average", "weightedAverage" -> {
            if (segments.stream().anyMatch(s -> isMarginal(ModelReader.model(s)))) {
              throw Element.unsupported("%s of models without probabilities".formatted(method));
            }
            yield false;
          }
          default -> false;
        };
      }
      default -> false;
    };
  }

  VectorMachine read(Element element, int at) {
    Element dictionary = element.need("VectorDictionary");
    Expression.Number[] fields =
        dictionary.need("VectorFields").children().stream()
            .map(this::field)
            .toArray(Expression.Number[]::new);
    Map<String, double[]> vectors = vectors(dictionary, fields.length);
    String representation =
        element.attribute(
            "svmRepresentation", element.attribute("representation", "SupportVectors"));
    boolean coefficients = representation.equals("Coefficients");
    Kernel kernel = Kernel.in(element);
    if (!coefficients && !representation.equals("SupportVectors")) {
      throw Element.unsupported("svmRepresentation '%s'".formatted(representation));
    }
    if (coefficients && !(kernel instanceof Kernel.Linear)) {
      throw Element.corrupt("has Coefficients with a kernel that is not linear");
    }
    List<Element> machines = element.all("SupportVectorMachine").toList();
    Decision decision = decision(element, machines);
    List<Machine> built = new ArrayList<>();
    for (Element machine : machines) {
      built.add(machine(element, machine, decision, vectors, coefficients ? fields.length : -1));
    }
    if (decision == Decision.LEAST
        && built.stream().mapToInt(Machine::below).distinct().count() != kind.width()) {
      throw Element.corrupt("has no SupportVectorMachine for each class");
    }
    return new VectorMachine(
        at,
        kind.width(),
        fields,
        scope.layout().numbers(fields.length),
        kernel,
        built.toArray(Machine[]::new),
        decision);
  }

  private Decision decision(Element element, List<Element> machines) {
    if (!kind.classifies()) {
      if (machines.size() != 1) {
        throw Element.corrupt("has %d machines for a regression".formatted(machines.size()));
      }
      return Decision.VALUE;
    }
    if (element.attribute("maxWins", "false").equals("true")) {
      throw Element.unsupported("maxWins of a SupportVectorMachineModel");
    }
    boolean single = machines.size() == 1 && kind.width() == 2;
    return switch (element.attribute("classificationMethod", "OneAgainstAll")) {
      case "OneAgainstOne" -> single ? Decision.MARGIN : Decision.VOTES;
      case "OneAgainstAll" -> single ? Decision.MARGIN : Decision.LEAST;
      default ->
          throw Element.unsupported(
              "classificationMethod '%s'".formatted(element.attribute("classificationMethod")));
    };
  }

  private Expression.Number field(Element field) {
    return switch (field.name()) {
      case "FieldRef" -> Expression.number(new ExpressionReader(scope).read(field));
      case "CategoricalPredictor" -> {
        Scope.Cell cell = scope.need(field.attribute("name"));
        String value = field.attribute("value");
        double coefficient = field.number("coefficient", 1);
        int at = cell.at();
        if (cell.text()) {
          yield frame -> value.equals(frame.texts[at]) ? coefficient : 0;
        }
        double number = cell.number(value);
        yield frame -> frame.numbers[at] == number ? coefficient : 0;
      }
      default -> throw Element.unsupported(field.name() + " in VectorFields");
    };
  }

  private static Map<String, double[]> vectors(Element dictionary, int width) {
    Map<String, double[]> vectors = new HashMap<>();
    for (Element instance : dictionary.all("VectorInstance").toList()) {
      double[] vector =
          instance
              .child("REAL-SparseArray")
              .map(a -> a.sparse(width))
              .orElseGet(() -> instance.need("Array").numbers(width));
      vectors.put(instance.attribute("id"), vector);
    }
    return vectors;
  }

  private Machine machine(
      Element model,
      Element machine,
      Decision decision,
      Map<String, double[]> vectors,
      int linearWidth) {
    Element coefficients = machine.need("Coefficients");
    double[] values =
        coefficients.all("Coefficient").mapToDouble(c -> c.number("value", 0)).toArray();
    double[][] supports = linearWidth >= 0 ? new double[0][] : supports(machine, vectors);
    int expected = linearWidth >= 0 ? linearWidth : supports.length;
    if (values.length != expected) {
      throw Element.corrupt("has %d Coefficients for %d".formatted(values.length, expected));
    }
    int below = 0;
    int otherwise = 0;
    if (kind.classifies()) {
      below = kind.index(machine.attribute("targetCategory"));
      Optional<String> other = machine.optional("alternateTargetCategory");
      boolean pair = decision == Decision.MARGIN || decision == Decision.VOTES;
      if (pair && other.isEmpty() && kind.width() != 2) {
        throw Element.corrupt("has a SupportVectorMachine without alternateTargetCategory");
      }
      otherwise = other.map(kind::index).orElse(kind.width() == 2 ? 1 - below : below);
      if (pair && otherwise == below) {
        throw Element.corrupt("has a SupportVectorMachine between a class and itself");
      }
    }
    return new Machine(
        values,
        supports,
        coefficients.number("absoluteValue", 0),
        machine.number("threshold", model.number("threshold", 0)),
        below,
        otherwise);
  }

  private static double[][] supports(Element machine, Map<String, double[]> vectors) {
    List<double[]> supports = new ArrayList<>();
    for (Element support : machine.need("SupportVectors").all("SupportVector").toList()) {
      double[] vector = vectors.get(support.attribute("vectorId"));
      if (vector == null) {
        throw Element.corrupt(
            "has no VectorInstance '%s'"
                .formatted(Element.abbreviated(support.attribute("vectorId"))));
      }
      supports.add(vector);
    }
    if (supports.isEmpty()) {
      throw Element.corrupt("has a SupportVectorMachine without SupportVector");
    }
    return supports.toArray(double[][]::new);
  }
}
