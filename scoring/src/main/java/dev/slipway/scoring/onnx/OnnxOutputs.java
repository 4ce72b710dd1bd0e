package dev.slipway.scoring.onnx;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// How the values that a run gives become numbers. A classifier of scikit-learn's converter gives labels and
/// then probabilities, as a tensor or as a list of maps; anything else gives a tensor of numbers.
record OnnxOutputs(String name, Output output) {
  /// Chooses the output that says most: probabilities before values before labels.
  ///
  /// @param sample what the model gives for `rows` rows
  static OnnxOutputs choose(Map<String, OnnxValue> sample, Optional<Classes> classes, int rows)
      throws OrtException {
    Optional<OnnxOutputs> label = Optional.empty();
    for (Map.Entry<String, OnnxValue> entry : sample.entrySet()) {
      OnnxValue value = entry.getValue();
      if (value instanceof OnnxSequence && classes.isPresent()) {
        return new OnnxOutputs(entry.getKey(), new Output.Probabilities(classes.get()));
      }
      if (value instanceof OnnxTensor tensor) {
        boolean isLabel = classes.isPresent() && !isFloat(tensor);
        int width = Math.toIntExact(tensor.getInfo().getNumElements() / rows);
        if (isLabel) {
          label = Optional.of(new OnnxOutputs(entry.getKey(), new Output.Label(classes.get())));
        } else if (isFloat(tensor) && width > 0) {
          return new OnnxOutputs(entry.getKey(), output(classes, width));
        }
      }
    }
    return label.orElseThrow(() ->
        new SlipwayException(
            ErrorCode.UNSUPPORTED_MODEL,
            "the ONNX model's outputs %s hold no numbers; serve it with a Python worker"
                .formatted(sample.keySet())));
  }

  private static Output output(Optional<Classes> classes, int width) {
    if (classes.isPresent() && classes.get().size() == width) {
      return new Output.Probabilities(classes.get());
    }
    return new Output.Values(
        width == 1
            ? List.of("prediction")
            : IntStream.range(0, width).mapToObj(i -> "prediction_" + i).toList());
  }

  private static boolean isFloat(OnnxTensor tensor) {
    return switch (tensor.getInfo().type) {
      case FLOAT, DOUBLE -> true;
      default -> false;
    };
  }

  void read(OnnxValue value, int rows, double[] out) throws OrtException {
    switch (output) {
      case Output.Probabilities(Classes classes, _) -> {
        if (value instanceof OnnxSequence sequence) {
          readMaps(sequence, classes, out);
        } else {
          readFloats((OnnxTensor) value, rows * output.width(), out);
        }
      }
      case Output.Label(Classes classes) -> readLabels((OnnxTensor) value, classes, out);
      case Output.Values _, Output.Decision _ ->
          readFloats((OnnxTensor) value, rows * output.width(), out);
    }
  }

  private static void readFloats(OnnxTensor tensor, int size, double[] out) {
    switch (tensor.getInfo().type) {
      case DOUBLE -> tensor.getDoubleBuffer().get(out, 0, size);
      default -> {
        FloatBuffer floats = tensor.getFloatBuffer();
        for (int i = 0; i < size; i++) {
          out[i] = floats.get(i);
        }
      }
    }
  }

  private static void readMaps(OnnxSequence sequence, Classes classes, double[] out)
      throws OrtException {
    int at = 0;
    for (OnnxValue element : sequence.getValue()) {
      Map<?, ?> map = ((OnnxMap) element).getValue();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        int position = classes.labels().indexOf(entry.getKey().toString());
        if (position >= 0) {
          out[at + position] = ((Number) entry.getValue()).doubleValue();
        }
      }
      at += classes.size();
    }
  }

  private static void readLabels(OnnxTensor tensor, Classes classes, double[] out)
      throws OrtException {
    Object labels = tensor.getValue();
    int length = java.lang.reflect.Array.getLength(labels);
    for (int i = 0; i < length; i++) {
      out[i] = classes.labels().indexOf(String.valueOf(java.lang.reflect.Array.get(labels, i)));
    }
  }
}
