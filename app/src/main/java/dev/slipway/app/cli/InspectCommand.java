package dev.slipway.app.cli;

import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.scoring.ModelFiles;
import dev.slipway.scoring.ModelInspector;
import dev.slipway.scoring.format.Inspection;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Says what is inside a model file.
@Command(
    name = "inspect",
    description = {
      "Say what is inside a model file, without running it.",
      "Framework, versions, inputs, the estimator tree, and for a pickle every global that it"
          + " names. Exit code 1 where it cannot be served."
    },
    sortOptions = false,
    footer = {"", "Example:", "  slipway inspect model.pkl"})
final class InspectCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Parameters(paramLabel = "FILE", description = "A model file or folder.")
  private Path file;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    Inspection inspection = new ModelInspector(new ModelFiles()).inspect(file);
    common.terminal().result(inspection, text(inspection));
    return inspection.verdict() == Inspection.Verdict.SUPPORTED ? 0 : SlipwayCommand.NEGATIVE;
  }

  private static String text(Inspection found) {
    StringBuilder text = new StringBuilder();
    line(text, "format", found.format());
    found.versions().forEach((library, version) -> line(text, library, version));
    found
        .signature()
        .ifPresent(signature -> {
          line(text, "inputs", inputs(signature));
          line(text, "output", output(signature.output()));
        });
    found.facts().forEach((name, value) -> line(text, name, value));
    if (!found.outline().isEmpty()) {
      text.append("\n");
      found.outline().forEach(l -> text.append("  ").append(l).append('\n'));
    }
    if (!found.globals().isEmpty()) {
      text.append("\nglobals\n");
      found
          .globals()
          .forEach(g ->
              text.append(
                  "  %-10s %s%n".formatted(g.trust().name().toLowerCase(Locale.ROOT), g.name())));
    }
    text.append("\nverdict: ")
        .append(found.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    found.reasons().forEach(reason -> text.append("\n  ").append(reason));
    return text.toString();
  }

  private static String inputs(Signature signature) {
    return names(signature.inputs().stream().map(InspectCommand::input).toList());
  }

  private static String output(Output output) {
    return switch (output) {
      case Output.Values values -> "numbers: " + names(values.names());
      case Output.Probabilities p -> "class probabilities: " + names(p.classes().labels());
      case Output.Decision d -> "class scores: " + names(d.classes().labels());
      case Output.Label l -> "a class: " + names(l.classes().labels());
    };
  }

  private static String names(List<String> names) {
    return names.stream()
        .limit(SHOWN)
        .collect(Collectors.joining(", ", "", names.size() > SHOWN ? ", ..." : ""));
  }

  private static String input(Field field) {
    return field.name() + " " + field.type().name().toLowerCase(Locale.ROOT);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-14s %s%n".formatted(name, value));
  }
}
