package dev.slipway.scoring.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import java.util.LinkedHashMap;
import java.util.Map;

/// A session of ONNX Runtime, one thread a call. The session is thread-safe, as the runtime promises.
final class OnnxScorer implements Scorer {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final OnnxInputs inputs;
  private final OnnxOutputs outputs;
  private final Signature signature;

  OnnxScorer(byte[] file, OnnxGraph graph) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      this.session = environment.createSession(file, options);
    } catch (OrtException e) {
      throw refused(e);
    }
    try {
      this.inputs = new OnnxInputs(session.getInputInfo());
      this.outputs = probe(graph);
    } catch (OrtException e) {
      close();
      throw refused(e);
    } catch (SlipwayException e) {
      close();
      throw e;
    }
    this.signature = new Signature(inputs.fields(), outputs.output());
  }

  /// Runs one row of zeros, because a graph need not say how wide its outputs are.
  private OnnxOutputs probe(OnnxGraph graph) throws OrtException {
    Rows zeros = new Rows(inputs.fields().size(), true, 1);
    for (int c = 0; c < zeros.width(); c++) {
      zeros.number(0, c, 0);
    }
    Map<String, OnnxTensor> tensors = inputs.tensors(environment, zeros);
    try (OrtSession.Result result = session.run(tensors)) {
      Map<String, OnnxValue> values = new LinkedHashMap<>();
      result.forEach(entry -> values.put(entry.getKey(), entry.getValue()));
      return OnnxOutputs.choose(values, graph.classes(), 1);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static SlipwayException refused(OrtException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new SlipwayException(
        ErrorCode.CORRUPT_MODEL,
        "ONNX Runtime refuses the model: %s; export it again"
            .formatted(message.length() > 200 ? message.substring(0, 200) + "…" : message),
        e);
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public String format() {
    return "onnx";
  }

  @Override
  public void score(Rows rows, double[] out) {
    if (rows.size() == 0) {
      return;
    }
    try {
      Map<String, OnnxTensor> tensors = inputs.tensors(environment, rows);
      try (OrtSession.Result result = session.run(tensors, java.util.Set.of(outputs.name()))) {
        outputs.read(result.get(0), rows.size(), out);
      } finally {
        tensors.values().forEach(OnnxTensor::close);
      }
    } catch (OrtException e) {
      throw new SlipwayException(
          ErrorCode.INVALID_ROW,
          "the ONNX model cannot score these rows; check their values against its inputs",
          e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new SlipwayException(ErrorCode.INTERNAL, "an ONNX session cannot be closed", e);
    }
  }
}
