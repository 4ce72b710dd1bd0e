package dev.slipway.wire.project;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Task;
import dev.slipway.core.project.Project;
import dev.slipway.core.project.Project.Checks;
import dev.slipway.core.project.Project.ModelSpec;
import dev.slipway.core.project.Project.Monitor;
import dev.slipway.core.project.Project.Source;
import dev.slipway.core.project.Project.Split;
import dev.slipway.core.project.Project.Stage;
import dev.slipway.core.recording.Recording;
import dev.slipway.core.release.Guardrail;
import dev.slipway.core.release.ReleasePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Turns a document that satisfies the schema into a [Project].
final class ProjectReader {
  private final Mistakes mistakes;

  ProjectReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  Project read(Section whole, Map<String, Stage> stages) {
    Map<String, Source> data = new LinkedHashMap<>();
    whole.sections("data").forEach((name, source) -> data.put(name, source(source)));
    return new Project(
        whole.required("name"),
        data,
        stages,
        model(whole.section("model")),
        checks(whole.section("checks")),
        release(whole.section("release")),
        monitor(whole.section("monitor")),
        log(whole.section("log")));
  }

  private static Source source(Section source) {
    return new Source(
        path(source, "path"),
        source.text("time"),
        source.has("split")
            ? Optional.of(split(source.section("split"), source.has("time")))
            : Optional.empty());
  }

  private static Split split(Section split, boolean hasTime) {
    return new Split(
        Split.Method.valueOf(constant(split.text("method").orElse(hasTime ? "time" : "random"))),
        split.number("test-fraction"),
        split.integer("seed"),
        path(split, "train"),
        path(split, "test"));
  }

  private ModelSpec model(Section model) {
    return new ModelSpec(
        path(model, "path"),
        Task.valueOf(constant(model.required("task"))),
        model.required("target"),
        model.text("positive"),
        model.optionalNumber("threshold"),
        new FeatureReader(mistakes).read(model),
        model.text("time"),
        model.texts("sensitive"),
        path(model, "train"),
        path(model, "test"),
        model.has("seed") ? Optional.of(model.integer("seed")) : Optional.empty());
  }

  private static Checks checks(Section checks) {
    return new Checks(
        checks.text("metric"),
        checks.optionalNumber("minimum").or(() -> checks.optionalNumber("maximum")),
        checks.number("tolerance"),
        checks.number("calibration-error"),
        checks.number("fairness-ratio"),
        checks.number("fairness-gap"),
        checks.number("robustness-drop"),
        checks.bytes("max-model-size"),
        micros(checks.duration("max-latency")));
  }

  private ReleasePlan release(Section release) {
    boolean canary = release.required("strategy").equals("canary");
    List<Integer> steps =
        release.numbers("steps").stream().map(percent -> (int) Math.round(percent * 100)).toList();
    List<Guardrail> guardrails = guardrails(release);
    Duration deadline = release.duration("deadline");
    long minRequests = release.integer("min-requests");
    if (!canary) {
      return new ReleasePlan(
          ReleasePlan.Strategy.BASIC, List.of(), minRequests, deadline, guardrails);
    }
    try {
      return new ReleasePlan(ReleasePlan.Strategy.CANARY, steps, minRequests, deadline, guardrails);
    } catch (SlipwayException _) {
      mistakes.add(
          release.place("steps"),
          "'release.steps' must rise from above 0 to at most 100 percent, got "
              + release.texts("steps"));
      return new ReleasePlan(
          ReleasePlan.Strategy.BASIC, List.of(), minRequests, deadline, guardrails);
    }
  }

  private static List<Guardrail> guardrails(Section release) {
    Section written = release.section("guardrails");
    boolean chosen = release.has("guardrails");
    List<Guardrail> guardrails = new ArrayList<>();
    if (!chosen || written.names("error-rate")) {
      Section rate = written.section("error-rate");
      guardrails.add(new Guardrail.ErrorRate(rate.number("max-ratio"), rate.number("alpha")));
    }
    if (!chosen || written.names("latency")) {
      Section latency = written.section("latency");
      guardrails.add(
          new Guardrail.Latency(
              latency.number("quantile"),
              latency.number("max-ratio"),
              micros(latency.duration("slack")),
              latency.number("alpha")));
    }
    if (written.names("loss")) {
      Section loss = written.section("loss");
      guardrails.add(new Guardrail.Loss(loss.number("margin"), loss.number("alpha")));
    }
    return guardrails;
  }

  private static Monitor monitor(Section monitor) {
    return new Monitor(
        monitor.duration("window"),
        monitor.integer("min-rows"),
        monitor.number("psi"),
        monitor.numbersByName("column-psi"),
        monitor.optionalNumber("minimum-metric"),
        monitor.flag("retrain"));
  }

  private static Recording log(Section log) {
    return Recording.of(log.number("sample"), log.texts("mask"), log.texts("hash"));
  }

  private static String path(Section section, String key) {
    return ProjectPaths.normal(".", section.required(key));
  }

  private static String constant(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
