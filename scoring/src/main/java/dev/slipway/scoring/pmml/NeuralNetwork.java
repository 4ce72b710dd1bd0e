package dev.slipway.scoring.pmml;

import java.util.Optional;

/// A network of neurons, layer by layer; every input and every neuron has a cell of the frame.
record NeuralNetwork(int at, int width, Frame.Step[] inputs, Layer[] layers, Output[] outputs)
    implements PmmlModel {
  /// Neurons side by side, whose cells lie side by side from `at`.
  record Layer(
      int at,
      Neuron[] neurons,
      Activation activation,
      double threshold,
      Optional<Normalization> normalization) {}

  /// @param from the cells that it reads
  /// @param width of a radial basis
  /// @param altitude of a radial basis
  record Neuron(double bias, double width, double altitude, int[] from, double[] weights) {
    double sum(double[] numbers) {
      double sum = bias;
      for (int i = 0; i < from.length; i++) {
        sum += weights[i] * numbers[from[i]];
      }
      return sum;
    }

    /// The exponent of a radial basis: near the centre it is that of the altitude.
    double closeness(double[] numbers) {
      double sum = 0;
      for (int i = 0; i < from.length; i++) {
        double distance = weights[i] - numbers[from[i]];
        sum += distance * distance;
      }
      return from.length * Math.log(altitude) - sum / (2 * width * width);
    }
  }

  /// Where a neuron's value belongs in the result.
  record Output(int neuron, int to, Optional<PiecewiseLinear> scale) {}

  @Override
  public void evaluate(Frame frame) {
    double[] numbers = frame.numbers;
    for (Frame.Step input : inputs) {
      input.run(frame);
    }
    for (Layer layer : layers) {
      boolean radial = layer.activation == Activation.RADIAL_BASIS;
      for (int i = 0; i < layer.neurons.length; i++) {
        Neuron neuron = layer.neurons[i];
        double z = radial ? neuron.closeness(numbers) : neuron.sum(numbers);
        numbers[layer.at + i] = layer.activation.apply(z, layer.threshold);
      }
      if (layer.normalization.isPresent()) {
        layer.normalization.get().apply(frame, layer.at, layer.neurons.length, false);
      }
    }
    for (Output output : outputs) {
      double value = numbers[output.neuron];
      numbers[at + output.to] = output.scale.isPresent() ? output.scale.get().apply(value) : value;
    }
    if (outputs.length == 1 && width == 2) {
      // One neuron for two classes: the other gets what it leaves.
      numbers[at + 1 - outputs[0].to] = 1 - numbers[at + outputs[0].to];
    }
  }
}
