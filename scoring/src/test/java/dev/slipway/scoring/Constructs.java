package dev.slipway.scoring;

import dev.slipway.scoring.format.Inspection;
import java.util.List;
import java.util.stream.Stream;

/// What the table of supported formats calls the parts of a model: the estimators of a pickle, the
/// objective of a booster, the elements of a PMML document, the operators of an ONNX graph.
final class Constructs {
  private Constructs() {}

  static List<String> of(Inspection inspection) {
    Stream<String> named =
        inspection.globals().isEmpty()
            ? inspection.outline().stream().map(Constructs::word)
            : inspection.globals().stream().map(g -> lastPart(g.name()));
    return named.toList();
  }

  /// `  Booster(binary:logistic)` and `label: Scaler` and `Cast x 3` without what is around the name.
  private static String word(String line) {
    String text = line.strip().replaceAll(" x \\d+$", "");
    int label = text.indexOf(": ");
    String name = label < 0 ? text : text.substring(label + 2);
    int open = name.indexOf('(');
    if (open < 0 || !name.endsWith(")")) {
      return name;
    }
    // A booster is known by its objective, everything else by what stands before the parenthesis.
    return name.startsWith("Booster(") || name.startsWith("CatBoost(")
        ? name.substring(open + 1, name.length() - 1)
        : name.substring(0, open);
  }

  private static String lastPart(String global) {
    return global.substring(global.lastIndexOf('.') + 1);
  }
}
