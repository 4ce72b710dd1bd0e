package dev.slipway.app.cli;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.wire.greatexpectations.ExportedSuite;
import dev.slipway.wire.greatexpectations.ImportedSuite;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.modelpackage.PackageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Exchanges what is expected of inputs with Great Expectations.
@Command(
    name = "expectations",
    description = "Exchange what is expected of inputs with Great Expectations 1.x.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {
      ExpectationsCommand.Export.class,
      ExpectationsCommand.Import.class,
    },
    footer = {
      "",
      "Example:",
      "  slipway expectations export --output suite.json",
      "  slipway expectations import suite.json --json"
    })
final class ExpectationsCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /// Writes the rules of a package as a suite.
  @Command(
      name = "export",
      description = "Write what a package expects of its inputs as a suite of expectations.",
      sortOptions = false,
      footer = {"", "Example:", "  slipway expectations export --output suite.json"})
  static final class Export implements Callable<Integer> {
    @Mixin private PackageOption packageFolder;
    @Mixin private ProjectOption project;

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        description = "Where to write it (standard output).")
    private @Nullable Path output;

    @Mixin private CommonOptions common;

    @Override
    public Integer call() {
      ModelPackage contents = new PackageFolder().read(packageFolder.folder(project));
      String suite = ExportedSuite.of(contents.name(), contents.signature(), contents.profile());
      if (output == null) {
        common.terminal().result(Json.mapper().readTree(suite), suite.stripTrailing());
        return 0;
      }
      try {
        Files.writeString(output, suite);
      } catch (IOException e) {
        throw new SlipwayException(
            ErrorCode.STORAGE,
            "the suite cannot be written to '%s' (%s); name another file"
                .formatted(output, e.getClass().getSimpleName()),
            e);
      }
      common
          .terminal()
          .result(
              Map.of("suite", output.toString()),
              "wrote %s; its suite is named '%s'".formatted(output, contents.name()));
      return 0;
    }
  }

  /// Says what of a suite a project can declare.
  @Command(
      name = "import",
      description = {
        "Print what of a suite of expectations slipway.yaml can declare about its features.",
        "What cannot be declared is named on standard error."
      },
      sortOptions = false,
      footer = {"", "Example:", "  slipway expectations import suite.json"})
  static final class Import implements Callable<Integer> {
    @Parameters(paramLabel = "SUITE", description = "The suite's JSON file.")
    private Path file;

    @Mixin private CommonOptions common;

    @Override
    public Integer call() {
      ImportedSuite suite = ImportedSuite.read(content(file));
      common.terminal().result(suite, suite.yaml().stripTrailing());
      suite.leftOut().forEach(line -> common.terminal().note("left out: %s", line));
      return 0;
    }

    private static byte[] content(Path file) {
      try {
        return Files.readAllBytes(file);
      } catch (IOException e) {
        throw new SlipwayException(
            ErrorCode.NOT_FOUND,
            "there is no readable file '%s'; name the JSON file of a suite".formatted(file),
            e);
      }
    }
  }
}
