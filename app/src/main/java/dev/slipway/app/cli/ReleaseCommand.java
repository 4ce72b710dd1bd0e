package dev.slipway.app.cli;

import dev.slipway.app.client.ApiClient;
import dev.slipway.app.terminal.Terminal;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.release.Decision;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.route.Environment;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.project.ProjectFile;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Brings a version to an endpoint.
@Command(
    name = "release",
    description = {
      "Bring a version to an endpoint.",
      "Staging switches at once, after the golden rows were replayed; production follows"
          + " 'release' in slipway.yaml: a canary takes growing shares of the traffic and is"
          + " promoted or rolled back on evidence. Exit code 1 where it was rolled back or stayed inconclusive."
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  slipway release flight-delay:2 --to staging",
      "  slipway release flight-delay:2 --to production --wait"
    })
final class ReleaseCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(500);

  @Parameters(paramLabel = VersionOption.SYNTAX, description = "The version.")
  private String version;

  @Option(
      names = "--to",
      paramLabel = "ENVIRONMENT",
      required = true,
      description = "test, staging or production.")
  private Environment environment;

  @Option(names = "--endpoint", description = "The endpoint (the model's name).")
  private Optional<String> endpoint;

  @Option(
      names = "--at-once",
      description = "Switch at once, without a canary: for the first version, or in need.")
  private boolean atOnce;

  @Option(names = "--wait", description = "Follow the release until it ends.")
  private boolean wait;

  @Mixin private ProjectOption project;
  @Mixin private ServerOption server;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    ApiClient client = server.client();
    VersionId id = VersionOption.resolve(version, client);
    Map<String, Object> start = new LinkedHashMap<>();
    start.put("version", id);
    start.put("environment", environment.label());
    endpoint.ifPresent(e -> start.put("endpoint", e));
    plan().ifPresent(p -> start.put("plan", p));
    Release release = read(client.post("/api/v1/releases", start));
    Terminal terminal = common.terminal();
    int told = tell(terminal, release, 0);
    while (wait && release.running()) {
      pause();
      release = read(client.get("/api/v1/releases/" + release.id()));
      told = tell(terminal, release, told);
    }
    terminal.result(release, text(release));
    return switch (release.state()) {
      case RUNNING, PROMOTED -> 0;
      case ROLLED_BACK, INCONCLUSIVE -> SlipwayCommand.NEGATIVE;
    };
  }

  private Optional<ReleasePlan> plan() {
    if (atOnce) {
      return Optional.of(
          new ReleasePlan(
              ReleasePlan.Strategy.BASIC, List.of(), 0, Duration.ofMinutes(10), List.of()));
    }
    if (environment != Environment.PRODUCTION) {
      return Optional.empty();
    }
    if (!Files.exists(project.folder().resolve(ProjectFile.NAME))) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "how to release to production stands in slipway.yaml, which is not in this folder; name the"
              + " project with -C, or switch without a canary with --at-once");
    }
    return Optional.of(ProjectFile.read(project.folder()).release());
  }

  private static Release read(tools.jackson.databind.JsonNode node) {
    return Json.mapper().treeToValue(node, Release.class);
  }

  /// Tells the decisions that were not told yet.
  private static int tell(Terminal terminal, Release release, int told) {
    List<Release.Made> made = release.decisions();
    for (int i = told; i < made.size(); i++) {
      Decision decision = made.get(i).decision();
      terminal.note(
          "  %-10s %s",
          decision.action().name().toLowerCase(java.util.Locale.ROOT), decision.reason());
    }
    return made.size();
  }

  private static String text(Release release) {
    String where = release.endpoint() + " in " + release.environment().label();
    return switch (release.state()) {
      case RUNNING ->
          "%s takes %.0f%% of %s. Follow it: slipway status %s"
              .formatted(
                  release.candidate(),
                  release.plan().steps().get(release.step()) / 100.0,
                  where,
                  release.endpoint());
      case PROMOTED -> "%s answers at %s".formatted(release.candidate(), where);
      case ROLLED_BACK ->
          "%s was rolled back from %s%s".formatted(release.candidate(), where, why(release));
      case INCONCLUSIVE ->
          "%s ended without an answer at %s; the version before keeps the traffic%s"
              .formatted(release.candidate(), where, why(release));
    };
  }

  private static String why(Release release) {
    return release.decisions().isEmpty()
        ? ""
        : ": " + release.decisions().getLast().decision().reason();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(
          ErrorCode.INTERRUPTED, "stopped following; the release goes on on the server", e);
    }
  }
}
