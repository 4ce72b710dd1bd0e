package dev.slipway.app.demo;

import dev.slipway.app.client.ApiClient;
import dev.slipway.app.terminal.Progress;
import dev.slipway.app.terminal.Terminal;
import dev.slipway.app.traffic.Answered;
import dev.slipway.app.traffic.Replay;
import dev.slipway.core.table.Table;
import dev.slipway.wire.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// The life of a model on real flights, from data to a watched production endpoint. Each phase does its
/// work through the commands and the HTTP API that users have, checks that what it says happened, and gives
/// one line.
public final class Demo {
  private static final String MODEL = "flight-delay";
  private static final int MARCH = 2_000;
  private static final int BETTER = 18_000;
  private static final int BROKEN = 12_000;
  private static final int PACED = 900;
  private static final int UNPACED = 1_000_000;
  private static final int LAST_MONTHS = 12_000;

  private final Commands commands;
  private final ApiClient api;
  private final Story story;
  private final Replay traffic;
  private final Terminal terminal;
  private JsonNode built = Json.mapper().createObjectNode();

  /// @param line runs the commands
  /// @param future the flights of the months after the model was built, in order
  public Demo(
      CommandLine line,
      java.nio.file.Path project,
      ApiClient api,
      Table future,
      Terminal terminal) {
    this.commands = new Commands(line, project, api.server());
    this.api = api;
    this.story = new Story(project);
    this.traffic = new Replay(api.server(), MODEL, future, "delay");
    this.terminal = terminal;
  }

  /// A phase by its name, and the line that says what came of it.
  private record Phase(String name, Supplier<String> act) {}

  /// What a phase said.
  public record Done(String phase, boolean ok, String line, double seconds) {}

  /// Runs every phase in order; stops at the first that did not do what it says.
  public List<Done> run() {
    List<Done> done = new ArrayList<>();
    for (Phase phase : phases()) {
      long started = System.nanoTime();
      boolean ok = true;
      String line;
      try {
        line = phase.act().get();
      } catch (Unexpected e) {
        ok = false;
        line = String.valueOf(e.getMessage());
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      done.add(new Done(phase.name(), ok, line, seconds));
      terminal.note("%s %-10s %s", ok ? "  ok " : "FAIL ", phase.name(), line);
      if (!ok) {
        break;
      }
    }
    return done;
  }

  private List<Phase> phases() {
    return List.of(
        new Phase("data", this::data),
        new Phase("build", this::build),
        new Phase("check", this::check),
        new Phase("register", this::register),
        new Phase("release", this::release),
        new Phase("serve", this::serve),
        new Phase("better", this::better),
        new Phase("broken", this::broken),
        new Phase("watch", this::watch),
        new Phase("retrain", this::retrain));
  }

  private String data() {
    story.begin();
    built = commands.onProject("build").result();
    JsonNode data = built.path("data").path(0);
    JsonNode split = built.path("split");
    return "%,d flights, data version %s; split at %s: %,d to learn from, %,d held out"
        .formatted(
            data.path("rows").asLong(),
            data.path("digest").asString().substring(0, 12),
            split.path("boundary").asString(),
            split.path("train_rows").asLong(),
            split.path("test_rows").asLong());
  }

  private String build() {
    List<String> stages = new ArrayList<>();
    for (JsonNode stage : built.path("stages")) {
      stages.add(
          "%s %.1f s".formatted(stage.path("stage").asString(), stage.path("seconds").asDouble()));
    }
    JsonNode again = commands.onProject("build").result();
    Unexpected.unless(
        again.path("unchanged").asBoolean() && again.path("millis").asLong() < 2000,
        "a second build without changes was not 'unchanged' within 2 s: %s",
        again.path("stages"));
    return "%s; a second build: unchanged in %.1f s"
        .formatted(String.join(", ", stages), again.path("millis").asLong() / 1000.0);
  }

  private String check() {
    JsonNode checked = commands.onBoth("check").result();
    Unexpected.unless(
        !checked.path("verdict").asString().equals("FAIL"),
        "the checks failed: %s",
        failures(checked));
    int passed = 0;
    int undecided = 0;
    for (JsonNode result : checked.path("report").path("results")) {
      passed += result.path("verdict").asString().equals("PASS") ? 1 : 0;
      undecided += result.path("verdict").asString().equals("INSUFFICIENT") ? 1 : 0;
    }
    return "%d checks passed, %d could not decide; report %s"
        .formatted(passed, undecided, checked.path("html").asString());
  }

  private String register() {
    JsonNode version = push("waived for the demo: small groups cannot be assessed");
    JsonNode lineage = api.get("/api/v1/models/%s/versions/1".formatted(MODEL)).path("lineage");
    return "%s by %s, commit %s, seed %s"
        .formatted(
            version.path("id").asString(),
            version.path("registered_by").asString(),
            lineage.path("commit").asString("none").replaceFirst("^(.{10}).*", "$1"),
            lineage.path("seed").asString("none"));
  }

  private String release() {
    toStaging(1);
    JsonNode released =
        commands.onBoth("release", MODEL + ":1", "--to", "production", "--at-once").result();
    Unexpected.unless(
        released.path("state").asString().equals("PROMOTED"),
        "version 1 was not promoted: %s",
        released);
    Unexpected.unless(
        api.findByAlias(MODEL, "champion").filter(v -> v.number() == 1).isPresent(),
        "version 1 did not become the champion");
    return "version 1 passed its smoke test in staging and answers in production, alias champion";
  }

  private String serve() {
    Answered answered = send("March", MARCH, UNPACED, () -> false);
    Unexpected.unless(answered.failed() == 0, "%d requests failed", answered.failed());
    return "%,d flights of March over HTTP, 0 failed, p50 %.2f ms, p99 %.2f ms as the caller sees it"
        .formatted(answered.requests(), answered.millisAt(0.5), answered.millisAt(0.99));
  }

  private String better() {
    story.knowTheTimeOfDay();
    candidate("the time of day");
    Ended ended = canary(2, BETTER);
    Unexpected.unless(
        ended.state().equals("PROMOTED"), "version 2 ended %s: %s", ended.state(), ended.reason());
    Unexpected.unless(ended.answered().failed() == 0, "%s failed", ended.answered().failures());
    return "version 2 promoted after %,d requests: %s"
        .formatted(ended.answered().requests(), ended.reason());
  }

  private String broken() {
    story.readDelaysInSeconds();
    JsonNode checked = candidate("delays in seconds");
    Ended ended = canary(3, BROKEN);
    Unexpected.unless(
        ended.state().equals("ROLLED_BACK"),
        "version 3 ended %s: %s",
        ended.state(),
        ended.reason());
    Unexpected.unless(
        ended.answered().failures().getOrDefault("2", 0) == 0,
        "callers of version 2 saw %s",
        ended.answered().failures());
    story.readDelaysInMinutesAgain();
    return "version 3 (offline checks: %s) rolled back after %,d requests, 0 failed for callers of version 2: %s"
        .formatted(
            checked.path("verdict").asString().toLowerCase(Locale.ROOT),
            ended.answered().requests(),
            ended.reason());
  }

  private String watch() {
    Instant from = Instant.now();
    Answered answered = send("May, June", LAST_MONTHS, UNPACED, () -> false);
    Unexpected.unless(answered.failed() == 0, "%d requests failed", answered.failed());
    String span = "?environment=production&from=" + from + "&to=" + Instant.now();
    JsonNode performance =
        api.get("/api/v1/endpoints/%s/performance%s".formatted(MODEL, span)).path("metrics");
    JsonNode drift = api.get("/api/v1/endpoints/%s/drift%s".formatted(MODEL, span));
    List<String> drifted = new ArrayList<>();
    for (JsonNode column : drift.path("columns")) {
      if (column.path("state").asString().equals("DRIFTED")) {
        drifted.add(
            "%s (PSI %.2f)"
                .formatted(column.path("column").asString(), column.path("psi").asDouble()));
      }
    }
    Unexpected.unless(!drifted.isEmpty(), "no column drifted");
    api.post("/api/v1/endpoints/%s/look%s".formatted(MODEL, span), java.util.Map.of());
    return "%,d flights: %s; with the true delays accuracy %.3f, precision %.3f, recall %.3f, F1 %.3f, AUC %.3f"
        .formatted(
            answered.requests(),
            String.join(", ", drifted),
            performance.path("accuracy").asDouble(),
            performance.path("precision").asDouble(),
            performance.path("recall").asDouble(),
            performance.path("f1").asDouble(),
            performance.path("auc").asDouble());
  }

  private String retrain() {
    try (Progress progress = terminal.progress("building on newer data", 60)) {
      for (int i = 0; i < 300; i++) {
        JsonNode newest = api.get("/api/v1/models/" + MODEL).path("versions").path(0);
        if (newest.path("id").asString().equals(MODEL + ":4")) {
          Unexpected.unless(!newest.has("approval"), "version 4 was approved by nobody");
          JsonNode lineage =
              api.get("/api/v1/models/%s/versions/4".formatted(MODEL)).path("lineage");
          return "the alert built version 4 from %,d rows, which waits: slipway approve %s:4 --reason \"...\""
              .formatted(lineage.path("data").path(0).path("rows").asLong(), MODEL);
        }
        pause();
        progress.step(i % 5 == 0 ? 1 : 0);
      }
    }
    throw new Unexpected("no version 4 came: " + api.get("/api/v1/alerts?limit=5").path("alerts"));
  }

  /// Builds, checks, registers and stages what the project now says. Returns what the checks found.
  private JsonNode candidate(String why) {
    commands.onProject("build");
    JsonNode checked = commands.onBoth("check").result();
    Unexpected.unless(
        !checked.path("verdict").asString().equals("FAIL"),
        "the checks of the model with %s failed: %s",
        why,
        failures(checked));
    JsonNode version = push("waived for the demo: small groups cannot be assessed");
    toStaging(Integer.parseInt(version.path("id").asString().replaceFirst(".*:", "")));
    return checked;
  }

  private JsonNode push(String waiver) {
    JsonNode version = commands.onBoth("push").result();
    if (!version.has("approval")) {
      version =
          commands.onServer("approve", version.path("id").asString(), "--reason", waiver).result();
    }
    return version;
  }

  private void toStaging(int version) {
    JsonNode staged = commands.onBoth("release", MODEL + ":" + version, "--to", "staging").result();
    Unexpected.unless(
        staged.path("state").asString().equals("PROMOTED"),
        "version %d did not reach staging: %s",
        version,
        staged);
  }

  /// How a canary ended, and what callers saw meanwhile.
  private record Ended(String state, String reason, Answered answered) {}

  /// Releases a version to production while traffic flows, until the release has decided.
  private Ended canary(int version, int limit) {
    CompletableFuture<JsonNode> follow =
        CompletableFuture.supplyAsync(() ->
            commands
                .onBoth("release", MODEL + ":" + version, "--to", "production", "--wait")
                .result());
    Answered answered = send("canary " + version, limit, PACED, follow::isDone);
    JsonNode ended = awaited(follow, version);
    JsonNode decisions = ended.path("decisions");
    return new Ended(
        ended.path("state").asString(),
        decisions.path(decisions.size() - 1).path("decision").path("reason").asString(),
        answered);
  }

  /// The release once it ended, soon after the traffic did.
  private JsonNode awaited(CompletableFuture<JsonNode> follow, int version) {
    try {
      return follow.get(20, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      JsonNode decisions = api.get("/api/v1/releases").path("releases").path(0).path("decisions");
      throw new Unexpected(
          "the release of version %d did not end (%s); it last said: %s"
              .formatted(
                  version,
                  e,
                  decisions.path(decisions.size() - 1).path("decision").path("reason")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unexpected("interrupted");
    }
  }

  private Answered send(String task, int limit, int perSecond, BooleanSupplier stop) {
    try (Progress progress = terminal.progress(task, limit)) {
      return traffic.send(limit, perSecond, stop, progress::step);
    }
  }

  private static List<String> failures(JsonNode checked) {
    List<String> failures = new ArrayList<>();
    for (JsonNode result : checked.path("report").path("results")) {
      if (result.path("verdict").asString().equals("FAIL")) {
        failures.add(result.path("check").asString() + ": " + result.path("reason").asString());
      }
    }
    return failures;
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unexpected("interrupted");
    }
  }
}
