package dev.slipway.scoring.onnx;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.format.Inspection;
import dev.slipway.scoring.format.ModelFile;
import dev.slipway.scoring.format.ModelFormat;
import dev.slipway.scoring.onnx.file.InputColumns;
import dev.slipway.scoring.onnx.file.OnnxModel;
import dev.slipway.scoring.onnx.kernel.Program;
import dev.slipway.scoring.onnx.kernel.RuntimeSafety;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// ONNX: the file is read by our own reader first. What the converters of tabular models write is compiled
/// onto our own engines; every other graph is run by ONNX Runtime.
public final class OnnxFormat implements ModelFormat {
  private static final byte IR_VERSION = 0x08;
  private static final int NEWEST = 32;

  @Override
  public String name() {
    return "onnx";
  }

  /// A model starts with its small version number, followed by another field of a model.
  @Override
  public boolean recognizes(ModelFile file) {
    byte[] head = file.head();
    if (head.length < 3 || head[0] != IR_VERSION || head[1] < 1 || head[1] > NEWEST) {
      return false;
    }
    int field = (head[2] & 0xff) >> 3;
    return (head[2] & 7) == 2
        && (field == 2 || field == 3 || field == 4 || field == 7 || field == 8);
  }

  @Override
  public Scorer load(ModelFile file) {
    return read(file).scorer;
  }

  /// A scorer, and why it is not one of ours.
  private record Loaded(OnnxModel model, Scorer scorer, Map<String, String> facts) {}

  private Loaded read(ModelFile file) {
    byte[] bytes = file.bytes();
    OnnxModel model = OnnxModel.read(bytes);
    InputColumns columns = InputColumns.of(model.graph());
    try {
      Program program = Program.compile(model, columns);
      Map<String, String> facts = new LinkedHashMap<>(Map.of("engine", "compiled"));
      facts.putAll(program.facts());
      return new Loaded(model, CompiledScorer.of(program, columns), facts);
    } catch (SlipwayException e) {
      if (e.code() != ErrorCode.UNSUPPORTED_MODEL) {
        throw e;
      }
      RuntimeSafety.check(model);
      String engine = "ONNX Runtime, because of: " + e.getMessage();
      return new Loaded(
          model,
          new RuntimeScorer(bytes, model, columns, CallLimit.LONGEST),
          Map.of("engine", engine));
    }
  }

  @Override
  public Inspection inspect(ModelFile file) {
    Loaded loaded = read(file);
    try (Scorer scorer = loaded.scorer) {
      Map<String, Integer> counts = new TreeMap<>();
      loaded.model.nodes().forEach(n -> counts.merge(n.operator(), 1, Integer::sum));
      Map<String, String> facts = new LinkedHashMap<>(loaded.facts);
      facts.put("operators", String.valueOf(loaded.model.nodes().size()));
      return new Inspection(
          name(),
          Map.of("producer", loaded.model.producer()),
          Optional.of(scorer.signature()),
          counts.entrySet().stream()
              .map(c -> c.getValue() == 1 ? c.getKey() : c.getKey() + " x " + c.getValue())
              .toList(),
          facts,
          List.of(),
          Inspection.Verdict.SUPPORTED,
          List.of());
    }
  }
}
