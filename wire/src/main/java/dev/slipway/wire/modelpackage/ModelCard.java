package dev.slipway.wire.modelpackage;

import dev.slipway.core.model.Field;
import dev.slipway.core.modelpackage.Lineage;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.table.DataVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes the model card of a package as Markdown: what the model does, how well, and where it is from.
final class ModelCard {
  static final String FILE = "README.md";

  private ModelCard() {}

  static String write(ModelPackage contents) {
    Lineage lineage = contents.lineage();
    StringBuilder card = new StringBuilder();
    card.append("# ").append(cell(contents.name())).append("\n\n");
    card.append(
        "Predicts `%s` (%s%s).\n\n"
            .formatted(
                cell(contents.target().column()),
                contents.task().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                contents.target().positive().map(p -> ", positive: `" + cell(p) + "`").orElse("")));
    card.append("## Inputs\n\n| column | type | required |\n|---|---|---|\n");
    for (Field field : contents.signature().inputs()) {
      row(
          card,
          field.name(),
          field.type().name().toLowerCase(Locale.ROOT),
          field.required() ? "yes" : "no");
    }
    if (!contents.metrics().isEmpty()) {
      card.append("\n## Metrics on held-out rows\n\n| metric | value |\n|---|---|\n");
      contents.metrics().forEach((name, value) -> row(card, name, "%.4f".formatted(value)));
    }
    card.append("\n## Origin\n\n| | |\n|---|---|\n");
    row(card, "built", lineage.builtAt().toString());
    row(card, "by", lineage.builtBy());
    lineage
        .commit()
        .ifPresent(c -> row(card, "commit", c + (lineage.dirty() ? " (with changes)" : "")));
    lineage.seed().ifPresent(seed -> row(card, "seed", seed.toString()));
    lineage
        .split()
        .ifPresent(s ->
            row(
                card,
                "split",
                "by %s at %s: %,d rows to learn from, %,d held out"
                    .formatted(s.method(), s.boundary(), s.trainRows(), s.testRows())));
    for (DataVersion data : lineage.data()) {
      row(
          card,
          "data " + data.name(),
          "%s, %,d rows, %s".formatted(data.digest().abbreviated(), data.rows(), data.source()));
    }
    for (Map.Entry<String, String> stage : lineage.stages().entrySet()) {
      row(card, "stage " + stage.getKey(), stage.getValue());
    }
    for (Map.Entry<String, String> param : lineage.params().entrySet()) {
      row(card, "param " + param.getKey(), param.getValue());
    }
    List<String> sensitive = contents.target().sensitive();
    if (!sensitive.isEmpty()) {
      card.append("\nFairness is reported by ")
          .append(String.join(", ", sensitive.stream().map(ModelCard::cell).toList()))
          .append("; see report.md.\n");
    }
    return card.toString();
  }

  private static void row(StringBuilder card, String... cells) {
    card.append('|');
    for (String cell : cells) {
      card.append(' ').append(cell(cell)).append(" |");
    }
    card.append('\n');
  }

  /// Text that cannot break out of a table cell.
  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replaceAll("\\R", " ");
  }
}
