package dev.slipway.scoring.onnx.kernel;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.scoring.onnx.file.OnnxModel;
import dev.slipway.scoring.onnx.file.OnnxNode;
import dev.slipway.scoring.tree.Precision;

/// What must hold before ONNX Runtime may see a model: it walks broken trees for ever, or out of their
/// memory, and no limit on time reaches into an operator.
public final class RuntimeSafety {
  private RuntimeSafety() {}

  /// Throws `CORRUPT_MODEL` where a tree is none, and `UNSUPPORTED_MODEL` for trees that are not read here.
  public static void check(OnnxModel model) {
    for (OnnxNode node : model.nodes()) {
      if (node.domain().equals(OnnxNode.ML)) {
        check(node);
      }
    }
  }

  private static void check(OnnxNode node) {
    switch (node.operator()) {
      case "TreeEnsembleClassifier" -> checkTrees(node, "class");
      case "TreeEnsembleRegressor" -> checkTrees(node, "target");
      case "TreeEnsemble" ->
          throw new SlipwayException(
              ErrorCode.UNSUPPORTED_MODEL,
              "the ONNX model uses TreeEnsemble of ai.onnx.ml 5; export it for an earlier version");
      default -> {}
    }
  }

  private static void checkTrees(OnnxNode node, String prefix) {
    Precision precision =
        node.has("nodes_values_as_tensor") ? Precision.FLOAT64 : Precision.FLOAT32;
    TreeTable table = TreeTable.read(node, prefix, precision);
    for (int i = 0; i < table.nodes(); i++) {
      if (table.mode()[i] != NodeMode.LEAF && table.feature()[i] < 0) {
        throw TreeTable.corrupt(node, "reads feature %d".formatted(table.feature()[i]));
      }
    }
    long targets =
        prefix.equals("target")
            ? node.integer("n_targets", 0)
            : Math.max(
                node.texts("classlabels_strings").size(),
                node.integers("classlabels_int64s").length);
    for (int target : table.target()) {
      if (target < 0 || target >= targets) {
        throw TreeTable.corrupt(node, "writes target %d of %d".formatted(target, targets));
      }
    }
  }
}
