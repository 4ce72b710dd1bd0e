package dev.slipway.app.cli;

import dev.slipway.core.model.Field;
import dev.slipway.core.model.Signature;
import dev.slipway.scoring.ModelFiles;
import dev.slipway.scoring.ModelInspector;
import dev.slipway.scoring.format.Inspection;
import java.nio.file.Path;
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
      "Say what is inside a model file, without running it: framework, versions, inputs, the estimator tree,",
      "and for a pickle every global that it names. Exit code 1 where it cannot be served."
    },
    sortOptions = false,
    footer = {"", "Example:", "  slipway inspect model.pkl"})
final class InspectCommand implements Callable<Integer> {
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
          line(text, "output", signature.output().toString());
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
    return signature.inputs().stream()
        .limit(20)
        .map(InspectCommand::input)
        .collect(Collectors.joining(", ", "", signature.inputs().size() > 20 ? ", ..." : ""));
  }

  private static String input(Field field) {
    return field.name() + " " + field.type().name().toLowerCase(Locale.ROOT);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-14s %s%n".formatted(name, value));
  }
}
