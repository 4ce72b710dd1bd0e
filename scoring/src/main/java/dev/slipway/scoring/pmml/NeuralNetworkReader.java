package dev.slipway.scoring.pmml;

import dev.slipway.scoring.pmml.NeuralNetwork.Layer;
import dev.slipway.scoring.pmml.NeuralNetwork.Neuron;
import dev.slipway.scoring.pmml.NeuralNetwork.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compiles a `NeuralNetwork`. One use a network.
final class NeuralNetworkReader {
  private final Kind kind;
  private final Scope scope;
  private final Map<String, Integer> cells = new HashMap<>();

  NeuralNetworkReader(Kind kind, Scope scope) {
    this.kind = kind;
    this.scope = scope;
  }

  NeuralNetwork read(Element element, int at) {
    List<Frame.Step> inputs = new ArrayList<>();
    for (Element input : element.need("NeuralInputs").all("NeuralInput").toList()) {
      int cell = scope.layout().number();
      Expression.Number value =
          Expression.number(
              new ExpressionReader(scope)
                  .in(input.need("DerivedField"), Optional.of(FieldType.DOUBLE)));
      inputs.add(frame -> frame.numbers[cell] = value.value(frame));
      add(input, cell);
    }
    List<Element> layers = element.all("NeuralLayer").toList();
    if (layers.isEmpty()) {
      throw Element.corrupt("has a NeuralNetwork without NeuralLayer");
    }
    List<Layer> built = new ArrayList<>();
    for (Element layer : layers) {
      built.add(layer(element, layer, layer == layers.getLast()));
    }
    return new NeuralNetwork(
        at,
        kind.width(),
        inputs.toArray(Frame.Step[]::new),
        built.toArray(Layer[]::new),
        outputs(element));
  }

  private void add(Element unit, int cell) {
    if (cells.put(unit.attribute("id"), cell) != null) {
      throw Element.corrupt(
          "has two neurons '%s'".formatted(Element.abbreviated(unit.attribute("id"))));
    }
  }

  private Layer layer(Element network, Element layer, boolean last) {
    List<Element> elements = layer.all("Neuron").toList();
    Activation activation =
        Activation.named(
            layer.attribute("activationFunction", network.attribute("activationFunction")));
    double width = layer.number("width", network.number("width", Double.NaN));
    double altitude = layer.number("altitude", network.number("altitude", 1));
    int at = scope.layout().numbers(elements.size());
    List<Neuron> neurons = new ArrayList<>();
    for (Element element : elements) {
      List<Element> connections = element.all("Con").toList();
      Neuron neuron =
          new Neuron(
              element.number("bias", 0),
              element.number("width", width),
              element.number("altitude", altitude),
              connections.stream().mapToInt(c -> cell(c.attribute("from"))).toArray(),
              connections.stream().mapToDouble(c -> c.number("weight")).toArray());
      if (activation == Activation.RADIAL_BASIS && !(neuron.width() > 0 && neuron.altitude() > 0)) {
        throw Element.corrupt("has a radialBasis neuron without a positive width and altitude");
      }
      neurons.add(neuron);
    }
    // Neurons of a layer may read earlier layers only, so they are known once all are built.
    for (int i = 0; i < elements.size(); i++) {
      add(elements.get(i), at + i);
    }
    return new Layer(
        at,
        neurons.toArray(Neuron[]::new),
        activation,
        layer.number("threshold", network.number("threshold", 0)),
        normalization(network, layer, last));
  }

  private int cell(String id) {
    Integer cell = cells.get(id);
    if (cell == null) {
      throw Element.corrupt(
          "has a connection from '%s', which is no earlier neuron"
              .formatted(Element.abbreviated(id)));
    }
    return cell;
  }

  /// The network's own method is for its last layer.
  private static Optional<Normalization> normalization(
      Element network, Element layer, boolean last) {
    String method =
        layer.attribute(
            "normalizationMethod",
            last ? network.attribute("normalizationMethod", "none") : "none");
    return switch (method) {
      case "none" -> Optional.empty();
      case "softmax" -> Optional.of(new Normalization.SoftMax());
      case "simplemax" -> Optional.of(new Normalization.SimpleMax());
      default ->
          throw Element.unsupported(
              "normalizationMethod '%s'".formatted(Element.abbreviated(method)));
    };
  }

  private Output[] outputs(Element network) {
    List<Output> outputs = new ArrayList<>();
    boolean[] seen = new boolean[kind.width()];
    for (Element output : network.need("NeuralOutputs").all("NeuralOutput").toList()) {
      int neuron = cell(output.attribute("outputNeuron"));
      Element field = output.need("DerivedField");
      Element expression =
          field.children().stream()
              .findFirst()
              .orElseThrow(() -> Element.corrupt("has no expression in a NeuralOutput"));
      Output built =
          switch (expression.name()) {
            case "NormDiscrete" ->
                new Output(neuron, kind.index(expression.attribute("value")), Optional.empty());
            case "NormContinuous" ->
                new Output(neuron, 0, Optional.of(PiecewiseLinear.read(expression).inverse()));
            case "FieldRef" -> new Output(neuron, 0, Optional.empty());
            default -> throw Element.unsupported(expression.name() + " in a NeuralOutput");
          };
      if (kind.classifies() != expression.name().equals("NormDiscrete") || seen[built.to()]) {
        throw Element.corrupt("has NeuralOutputs that do not fit what the network predicts");
      }
      seen[built.to()] = true;
      outputs.add(built);
    }
    boolean oneForTwo = kind.width() == 2 && outputs.size() == 1;
    if (outputs.size() != kind.width() && !oneForTwo) {
      throw Element.corrupt(
          "has %d NeuralOutputs for %d results".formatted(outputs.size(), kind.width()));
    }
    return outputs.toArray(Output[]::new);
  }
}
