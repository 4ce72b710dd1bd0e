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
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// How the values that a run gives become numbers. A classifier of scikit-learn's converter gives labels and
/// then probabilities, as a tensor or as a list of maps; anything else gives a tensor of numbers.
record RuntimeOutputs(String name, Output output) {
  /// Chooses the output that says most: probabilities before values before labels.
  ///
  /// @param sample what the model gives for `rows` rows
  static RuntimeOutputs choose(Map<String, OnnxValue> sample, Optional<Classes> classes, int rows)
      throws OrtException {
    Optional<RuntimeOutputs> label = Optional.empty();
    for (Map.Entry<String, OnnxValue> entry : sample.entrySet()) {
      OnnxValue value = entry.getValue();
      if (value instanceof OnnxSequence && classes.isPresent()) {
        return new RuntimeOutputs(entry.getKey(), new Output.Probabilities(classes.get()));
      }
      if (value instanceof OnnxTensor tensor) {
        boolean isLabel = classes.isPresent() && !isFloat(tensor);
        int width = Math.toIntExact(tensor.getInfo().getNumElements() / rows);
        if (isLabel) {
          label = Optional.of(new RuntimeOutputs(entry.getKey(), new Output.Label(classes.get())));
        } else if (isFloat(tensor) && width > 0) {
          return new RuntimeOutputs(entry.getKey(), output(classes, width));
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

  /// Writes `rows` rows from row `first` on.
  void read(OnnxValue value, int first, int rows, double[] out) throws OrtException {
    int from = first * output.width();
    switch (output) {
      case Output.Probabilities(Classes classes, _) -> {
        if (value instanceof OnnxSequence sequence) {
          readMaps(sequence, classes, from, rows, out);
        } else {
          readFloats((OnnxTensor) value, from, rows * output.width(), out);
        }
      }
      case Output.Label(Classes classes) ->
          readLabels((OnnxTensor) value, classes, from, rows, out);
      case Output.Values _, Output.Decision _ ->
          readFloats((OnnxTensor) value, from, rows * output.width(), out);
    }
  }

  private static void readFloats(OnnxTensor tensor, int from, int size, double[] out) {
    switch (tensor.getInfo().type) {
      case DOUBLE -> {
        DoubleBuffer doubles = tensor.getDoubleBuffer();
        checkSize(doubles.remaining(), size);
        doubles.get(out, from, size);
      }
      default -> {
        FloatBuffer floats = tensor.getFloatBuffer();
        checkSize(floats.remaining(), size);
        for (int i = 0; i < size; i++) {
          out[from + i] = floats.get(i);
        }
      }
    }
  }

  /// A graph may give any number of rows, whatever it was given.
  private static void checkSize(int given, int size) {
    if (given < size) {
      throw new SlipwayException(
          ErrorCode.INVALID_ROW,
          "the ONNX model gives %d numbers where %d belong; it cannot score rows together"
              .formatted(given, size));
    }
  }

  private static void readMaps(
      OnnxSequence sequence, Classes classes, int from, int rows, double[] out)
      throws OrtException {
    int at = from;
    checkSize(sequence.getInfo().length, rows);
    for (OnnxValue element : sequence.getValue().subList(0, rows)) {
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

  private static void readLabels(
      OnnxTensor tensor, Classes classes, int from, int rows, double[] out) throws OrtException {
    Object labels = tensor.getValue();
    checkSize(java.lang.reflect.Array.getLength(labels), rows);
    for (int i = 0; i < rows; i++) {
      out[from + i] =
          classes.labels().indexOf(String.valueOf(java.lang.reflect.Array.get(labels, i)));
    }
  }
}
