package dev.slipway.scoring.catboost;

import dev.slipway.scoring.document.Document;
import java.util.List;
import java.util.Optional;

/// What a model says of its training: CatBoost's version, the loss, and the names of the classes.
record Training(String version, String loss, List<String> classes) {

  /// @param params the parameters of training
  /// @param classes what tells the names of the classes
  static Training read(
      Optional<String> version, Optional<Document> params, Optional<Document> classes) {
    return new Training(
        abbreviated(version.flatMap(v -> v.lines().findFirst()).orElse("unknown")),
        abbreviated(
            params
                .flatMap(p -> p.optional("loss_function"))
                .flatMap(l -> l.optional("type"))
                .map(Document::text)
                .orElse("RMSE")),
        classes
            .flatMap(p -> p.optional("class_names"))
            .map(n -> n.items().stream().map(Training::label).toList())
            .orElse(List.of()));
  }

  private static String label(Document name) {
    if (name.isText()) {
      return name.text();
    }
    double number = name.number();
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private static String abbreviated(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
