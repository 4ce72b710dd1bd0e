package dev.slipway.scoring.onnx;

import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.format.Inspection;
import dev.slipway.scoring.format.ModelFile;
import dev.slipway.scoring.format.ModelFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// ONNX: the file is scanned by our own reader first, and run by ONNX Runtime.
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
    byte[] bytes = file.bytes();
    return new OnnxScorer(bytes, OnnxGraph.scan(bytes));
  }

  @Override
  public Inspection inspect(ModelFile file) {
    byte[] bytes = file.bytes();
    OnnxGraph graph = OnnxGraph.scan(bytes);
    Map<String, Integer> counts = new TreeMap<>();
    graph.operators().forEach(o -> counts.merge(o, 1, Integer::sum));
    try (OnnxScorer scorer = new OnnxScorer(bytes, graph)) {
      return new Inspection(
          name(),
          Map.of("producer", graph.producer()),
          Optional.of(scorer.signature()),
          counts.entrySet().stream()
              .map(c -> c.getValue() == 1 ? c.getKey() : c.getKey() + " x " + c.getValue())
              .toList(),
          Map.of("operators", String.valueOf(graph.operators().size())),
          List.of(),
          Inspection.Verdict.SUPPORTED,
          List.of());
    }
  }
}
