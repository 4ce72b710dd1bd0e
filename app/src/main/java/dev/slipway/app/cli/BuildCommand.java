package dev.slipway.app.cli;

import dev.slipway.app.terminal.Terminal;
import dev.slipway.app.wiring.Workshop;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.project.Project;
import dev.slipway.core.table.DataVersion;
import dev.slipway.lifecycle.build.BuildEvent;
import dev.slipway.lifecycle.build.BuildResult;
import dev.slipway.wire.project.ProjectFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Builds the project's model package.
@Command(
    name = "build",
    description = {
      "Run what changed - data versions, split, stages - and make the model package.",
      "What did not change is not run again; an earlier state is restored from the cache."
    },
    sortOptions = false,
    footer = {"", "Example:", "  slipway build -C my-flights"})
final class BuildCommand implements Callable<Integer> {
  @Mixin private ProjectOption project;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show what the stages print.")
  private boolean verbose;

  @Mixin private PythonOption python;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    Workshop workshop = new Workshop(InstantSource.system(), python.allowed());
    Terminal terminal = common.terminal();
    Path folder = project.folder();
    Project declared = ProjectFile.read(folder);
    long started = System.nanoTime();
    Steps steps = new Steps(terminal, verbose);
    BuildResult built = workshop.builder().build(folder, declared, steps::happened);
    long millis = (System.nanoTime() - started) / 1_000_000;

    ModelPackage contents = workshop.packages().read(built.folder());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("model", contents.name());
    result.put("package", built.folder().toString());
    result.put("digest", built.digest());
    result.put("unchanged", built.unchanged());
    result.put("stages", steps.outcomes());
    result.put("data", built.lineage().data());
    result.put("split", built.lineage().split());
    result.put("metrics", contents.metrics());
    result.put("millis", millis);
    terminal.result(result, text(contents, built, folder, millis));
    return 0;
  }

  private static String text(ModelPackage contents, BuildResult built, Path folder, long millis) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: package %s%s in %.1f s%n"
            .formatted(
                contents.name(),
                built.digest().abbreviated(),
                built.unchanged() ? ", unchanged," : "",
                millis / 1000.0));
    contents
        .metrics()
        .forEach((name, value) -> text.append("  %-12s %.4f%n".formatted(name, value)));
    Path shown =
        built.folder().startsWith(folder) ? folder.relativize(built.folder()) : built.folder();
    return text.append("In %s. Next: slipway check".formatted(shown)).toString();
  }

  /// Follows the build on standard error and keeps how each stage went.
  private static final class Steps {
    private final Terminal terminal;
    private final boolean verbose;
    private final List<Outcome> outcomes = new ArrayList<>();

    /// @param outcome `ran`, `unchanged` or `restored`
    record Outcome(String stage, String outcome, double seconds) {}

    Steps(Terminal terminal, boolean verbose) {
      this.terminal = terminal;
      this.verbose = verbose;
    }

    List<Outcome> outcomes() {
      return outcomes;
    }

    void happened(BuildEvent event) {
      switch (event) {
        case BuildEvent.DataVersioned(DataVersion version) ->
            terminal.note(
                "  data    %-14s %s  %,d rows",
                version.name(), version.digest().abbreviated(), version.rows());
        case BuildEvent.StageStarted(String stage, int position, int steps) -> {
          if (verbose) {
            terminal.note("  stage   %-14s starts (%d of %d)", stage, position, steps);
          }
        }
        case BuildEvent.StageOutput(_, String line) -> {
          if (verbose) {
            terminal.note("          | %s", line);
          }
        }
        case BuildEvent.StageFinished(String stage, Duration took) ->
            ended(stage, "ran", took.toMillis() / 1000.0);
        case BuildEvent.StageUnchanged(String stage) -> ended(stage, "unchanged", 0);
        case BuildEvent.StageRestored(String stage) -> ended(stage, "restored", 0);
        case BuildEvent.StageFailed(String stage, _) ->
            terminal.note("  stage   %-14s failed", stage);
        case BuildEvent.Packaged _ -> {}
      }
    }

    private void ended(String stage, String outcome, double seconds) {
      outcomes.add(new Outcome(stage, outcome, seconds));
      terminal.note(
          seconds > 0 ? "  stage   %-14s %s in %.1f s" : "  stage   %-14s %s",
          stage,
          outcome,
          seconds);
    }
  }
}
