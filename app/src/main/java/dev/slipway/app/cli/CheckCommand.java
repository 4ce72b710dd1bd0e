package dev.slipway.app.cli;

import dev.slipway.app.client.ChampionPackage;
import dev.slipway.app.wiring.Workshop;
import dev.slipway.core.check.CheckReport;
import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.project.Project;
import dev.slipway.lifecycle.check.Checker;
import dev.slipway.lifecycle.report.Reports;
import dev.slipway.wire.project.ProjectFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Judges the package that the last build made.
@Command(
    name = "check",
    description = {
      "Judge the project's package on its held-out rows.",
      "Performance against a baseline and the champion, calibration, fairness, robustness, size and"
          + " latency. The report goes into the package as Markdown, HTML and JSON. Exit code 1 where a check failed or could not decide."
    },
    sortOptions = false,
    footer = {"", "Example:", "  slipway check && slipway push"})
final class CheckCommand implements Callable<Integer> {
  @Mixin private PackageOption packageFolder;
  @Mixin private ProjectOption project;

  @Option(
      names = "--no-champion",
      description = "Do not compare with the version that production answers with.")
  private boolean alone;

  @Mixin private ServerOption server;
  @Mixin private PythonOption python;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    Workshop workshop = new Workshop(InstantSource.system(), python.models());
    Project declared = ProjectFile.read(project.folder());
    Path folder = packageFolder.folder(project);
    if (!Files.isDirectory(folder)) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND, "there is no package yet; run 'slipway build' first");
    }
    CheckReport report = check(workshop, declared, folder);
    workshop.packages().addFiles(folder, workshop.reportFiles(report));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("verdict", report.verdict());
    result.put("report", report);
    result.put("markdown", folder.resolve(Reports.MARKDOWN).toString());
    result.put("html", folder.resolve(Reports.HTML).toString());
    common.terminal().result(result, text(report, folder));
    return report.verdict() == Verdict.PASS ? 0 : SlipwayCommand.NEGATIVE;
  }

  private CheckReport check(Workshop workshop, Project declared, Path folder) {
    Optional<ChampionPackage> champion = champion(declared.name());
    try {
      return workshop
          .checker()
          .check(
              folder,
              workshop.tables().read(project.folder().resolve(declared.model().test())),
              declared.checks(),
              champion.map(c -> new Checker.Champion(c.version().toString(), c.folder())));
    } finally {
      champion.ifPresent(ChampionPackage::close);
    }
  }

  private Optional<ChampionPackage> champion(String model) {
    if (alone) {
      return Optional.empty();
    }
    try {
      return ChampionPackage.fetch(server.client(), model);
    } catch (SlipwayException e) {
      if (e.code() != ErrorCode.UNREACHABLE) {
        throw e;
      }
      common.terminal().note("No server answers, so there is no champion to compare with.");
      return Optional.empty();
    }
  }

  private static String text(CheckReport report, Path folder) {
    StringBuilder text = new StringBuilder();
    for (CheckResult result : report.results()) {
      text.append(
          "  %-12s %-28s %s%n"
              .formatted(
                  result.verdict().name().toLowerCase(java.util.Locale.ROOT),
                  result.check(),
                  result.reason()));
    }
    return text.append(
            "%s%s. Report: %s"
                .formatted(
                    report.verdict(),
                    report.champion().isEmpty() ? "" : " against " + report.champion(),
                    folder.resolve(Reports.HTML)))
        .toString();
  }
}
