package dev.slipway.scoring.onnx.file;

import dev.slipway.core.model.Classes;
import dev.slipway.core.table.ColumnType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An ONNX file that was read whole and found sound.
///
/// @param producer who wrote it, such as `skl2onnx 1.16`
/// @param versions the operator sets by domain; the standard domain is the empty text
/// @param nodes every node of the file, with those of subgraphs and functions
public record OnnxModel(
    String producer, Map<String, Long> versions, OnnxGraph graph, List<OnnxNode> nodes) {
  public OnnxModel {
    versions = Map.copyOf(versions);
    nodes = List.copyOf(nodes);
  }

  /// Throws `CORRUPT_MODEL` or, where operators of other domains or tensors of other files are used,
  /// `UNSUPPORTED_MODEL`.
  public static OnnxModel read(byte[] file) {
    return new ModelReader().model(new Protobuf(ByteBuffer.wrap(file)));
  }

  /// The version of an operator set, or 0 where the file does not import it.
  public long version(String domain) {
    return versions.getOrDefault(domain, 0L);
  }

  /// The labels of the first classifier of the file.
  public Optional<Classes> classes() {
    return nodes.stream().flatMap(n -> labels(n).stream()).findFirst();
  }

  private static Optional<Classes> labels(OnnxNode node) {
    if (!node.texts("classlabels_strings").isEmpty()) {
      return Optional.of(new Classes(node.texts("classlabels_strings"), ColumnType.STRING));
    }
    for (String name : List.of("classlabels_int64s", "classlabels_ints")) {
      long[] labels = node.integers(name);
      if (labels.length > 0) {
        List<String> texts = Arrays.stream(labels).mapToObj(Long::toString).toList();
        return Optional.of(new Classes(texts, ColumnType.INTEGER));
      }
    }
    return Optional.empty();
  }
}
