package dev.slipway.app.cli;

import dev.slipway.app.example.Examples;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Starts a project from an example.
@Command(
    name = "init",
    description = "Start a project from a complete example.",
    sortOptions = false,
    footer = {"", "Example:", "  slipway init my-flights --from flight-delay"})
final class InitCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "The new project's folder (the example's name).")
  private @org.jspecify.annotations.Nullable Path folder;

  @Option(
      names = "--from",
      paramLabel = "EXAMPLE",
      defaultValue = "flight-delay",
      description =
          "flight-delay (classification, XGBoost, Java only) or flight-eta (regression, scikit-learn, needs Python) (${DEFAULT-VALUE}).")
  private String example;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    Path target = (folder == null ? Path.of(example) : folder).toAbsolutePath().normalize();
    Examples.copy(example, target);
    common
        .terminal()
        .result(
            Map.of("example", example, "folder", target.toString()),
            "Made %s from %s. Next:%n  cd %s && slipway build"
                .formatted(target, example, folder == null ? example : folder));
    return 0;
  }
}
