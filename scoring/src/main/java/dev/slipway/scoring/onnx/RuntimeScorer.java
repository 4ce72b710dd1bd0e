package dev.slipway.scoring.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.scoring.onnx.file.InputColumns;
import dev.slipway.scoring.onnx.file.OnnxModel;
import dev.slipway.scoring.onnx.file.TensorShape;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A session of ONNX Runtime, one thread a call. The session is thread-safe, as the runtime promises.
///
/// All sessions share the memory of [RuntimeMemory]. A call that lasts longer than [CallLimit] allows is stopped between two operators. Constants are not
/// folded while a model is loaded, because that would happen outside the limits on memory.
final class RuntimeScorer implements Scorer {
  private static final int BATCH_ROWS = 256;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final RuntimeInputs inputs;
  private final RuntimeOutputs outputs;
  private final Signature signature;
  private final int batch;
  private final Duration longestCall;

  RuntimeScorer(byte[] file, OnnxModel model, InputColumns columns, Duration longestCall) {
    this.inputs = new RuntimeInputs(columns);
    this.batch = columns.batch();
    this.longestCall = longestCall;
    RuntimeMemory.limit();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("optimization.disable_specified_optimizers", "ConstantFolding");
      // What it has to say comes as an exception.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.addConfigEntry("session.use_env_allocators", "1");
      this.session = environment.createSession(file, options);
    } catch (OrtException e) {
      throw refused(e);
    }
    try {
      this.outputs = probe(model);
    } catch (OrtException e) {
      close();
      throw refused(e);
    } catch (SlipwayException e) {
      close();
      throw e;
    }
    this.signature = new Signature(columns.fields(), outputs.output());
  }

  /// Runs one row of zeros, because a graph need not say how wide its outputs are.
  private RuntimeOutputs probe(OnnxModel model) throws OrtException {
    Rows zeros = new Rows(inputs.columns().fields().size(), true, 1);
    for (int c = 0; c < zeros.width(); c++) {
      zeros.number(0, c, 0);
    }
    int rows = batch == TensorShape.OPEN ? 1 : batch;
    Map<String, OnnxTensor> tensors = inputs.tensors(environment, zeros, 0, rows);
    try (CallLimit limit = new CallLimit(longestCall);
        OrtSession.Result result = session.run(tensors, limit.options())) {
      Map<String, OnnxValue> values = new LinkedHashMap<>();
      result.forEach(entry -> values.put(entry.getKey(), entry.getValue()));
      return RuntimeOutputs.choose(values, model.classes(), rows);
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

  /// The runtime sets up each call anew, which costs more than many a row.
  @Override
  public int batchRows() {
    return batch == TensorShape.OPEN ? BATCH_ROWS : 1;
  }

  @Override
  public void score(Rows rows, double[] out) {
    int step = batch == TensorShape.OPEN ? rows.size() : batch;
    for (int first = 0; first < rows.size(); first += step) {
      score(rows, first, step, out);
    }
  }

  private void score(Rows rows, int first, int count, double[] out) {
    try {
      Map<String, OnnxTensor> tensors = inputs.tensors(environment, rows, first, count);
      try (CallLimit limit = new CallLimit(longestCall);
          OrtSession.Result result =
              session.run(tensors, Set.of(outputs.name()), limit.options())) {
        int kept = Math.min(count, rows.size() - first);
        outputs.read(result.get(0), first, kept, out);
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
