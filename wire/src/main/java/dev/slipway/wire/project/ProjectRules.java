package dev.slipway.wire.project;

import dev.slipway.core.project.Project;
import dev.slipway.core.project.Project.Stage;
import dev.slipway.wire.project.Yaml.Place;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What must hold of a project beyond its schema: files exist, paths stay inside, stages form no cycle.
/// Each rule is a method; the order stands in [#check()].
final class ProjectRules {
  private static final Set<String> LOWER_IS_BETTER = Set.of("log-loss", "brier", "mae", "rmse");

  private final Path folder;
  private final Project project;
  private final Section whole;
  private final Map<String, Section> stages;
  private final Mistakes mistakes;

  /// Who makes each path: `stage 'train'`, or `the split of 'flights'`.
  private final Map<String, String> makers = new LinkedHashMap<>();

  ProjectRules(
      Path folder, Project project, Section whole, Map<String, Section> stages, Mistakes mistakes) {
    this.folder = folder;
    this.project = project;
    this.whole = whole;
    this.stages = stages;
    this.mistakes = mistakes;
  }

  void check() {
    eachPathHasOneMaker();
    sourcesExist();
    dependenciesExist();
    paramsExist();
    modelFilesAreMade();
    stagesFormNoCycle();
    boundFitsTheMetric();
    metricFitsTheTask();
    withheldInputsAreInputs();
    retrainingHasItsInputs();
  }

  private void withheldInputsAreInputs() {
    List<String> features = project.model().features().stream().map(Project.Feature::name).toList();
    Section log = whole.section("log");
    for (String key : List.of("mask", "hash")) {
      for (String input : log.texts(key)) {
        if (!features.isEmpty() && !features.contains(input)) {
          mistakes.add(
              log.place(key),
              "'log.%s' names '%s', which is no feature; %s"
                  .formatted(key, input, Nearest.hint(input, features)));
        }
        if (key.equals("hash") && project.log().masked().contains(input)) {
          mistakes.add(
              log.place(key),
              "'%s' stands under 'log.mask' and 'log.hash'; choose one".formatted(input));
        }
      }
    }
  }

  private void retrainingHasItsInputs() {
    if (project.monitor().retrain() && project.log().withholds()) {
      mistakes.add(
          whole.section("monitor").place("retrain"),
          "'monitor.retrain' learns from the log, where 'log.mask' and 'log.hash' withhold inputs; leave it out");
    }
  }

  private void eachPathHasOneMaker() {
    project
        .data()
        .forEach((name, source) ->
            source
                .split()
                .ifPresent(split -> {
                  Section at = whole.sections("data").get(name);
                  String maker = "the split of '" + name + "'";
                  Place place = at == null ? whole.place() : at.place("split");
                  claim(split.train(), maker, place);
                  claim(split.test(), maker, place);
                }));
    project
        .stages()
        .forEach((name, stage) -> {
          for (String path : outs(stage)) {
            claim(path, "the stage '" + name + "'", place(name, "outs"));
          }
        });
  }

  private void claim(String path, String maker, Place place) {
    if (!inside(path)) {
      mistakes.add(place, "'%s' lies outside the project".formatted(path));
      return;
    }
    makers.forEach((other, by) -> {
      if (ProjectPaths.overlap(path, other)) {
        mistakes.add(
            place,
            path.equals(other)
                ? "%s makes '%s', which %s makes too".formatted(maker, path, by)
                : "%s makes '%s', which overlaps '%s' of %s".formatted(maker, path, other, by));
      }
    });
    makers.putIfAbsent(path, maker);
  }

  private void sourcesExist() {
    whole
        .sections("data")
        .forEach((name, at) -> {
          String path = ProjectPaths.normal(".", at.required("path"));
          if (madeBy(path) == null) {
            requireFile(path, "the data '" + name + "'", at.place("path"));
          }
        });
  }

  private void dependenciesExist() {
    project
        .stages()
        .forEach((name, stage) -> {
          for (String path : stage.deps()) {
            if (madeBy(path) == null) {
              requireFile(path, "the stage '" + name + "'", place(name, "deps"));
            }
          }
          if (!Files.isDirectory(folder.resolve(stage.wdir()))) {
            mistakes.add(
                place(name, "wdir"), "the folder '%s' does not exist".formatted(stage.wdir()));
          }
        });
  }

  private void paramsExist() {
    project
        .stages()
        .forEach((name, stage) ->
            stage
                .params()
                .forEach((file, keys) -> {
                  Place place = place(name, "params");
                  if (madeBy(file) != null
                      || !requireFile(file, "the stage '" + name + "'", place)) {
                    return;
                  }
                  Yaml values = YamlValues.document(folder.resolve(file), file, mistakes);
                  keys.forEach(key -> requireKey(values, file, key, place));
                }));
  }

  private void requireKey(@Nullable Yaml values, String file, String key, Place place) {
    Yaml value = values;
    for (String step : key.split("\\.")) {
      Set<String> known =
          value instanceof Yaml.Mapping m ? m.entries().keySet() : new TreeSet<String>();
      value = value instanceof Yaml.Mapping m ? m.entries().get(step) : null;
      if (value == null) {
        mistakes.add(
            place,
            "%s has no key '%s'%s"
                .formatted(file, key, known.isEmpty() ? "" : "; " + Nearest.hint(step, known)));
        return;
      }
    }
  }

  private void modelFilesAreMade() {
    Section model = whole.section("model");
    for (String key : List.of("path", "train", "test")) {
      String path = ProjectPaths.normal(".", model.required(key));
      if (madeBy(path) == null) {
        requireFile(path, "'model." + key + "'", model.place(key));
      }
    }
  }

  private void stagesFormNoCycle() {
    Map<String, List<String>> needs = new LinkedHashMap<>();
    project
        .stages()
        .forEach((name, stage) -> {
          List<String> before = new ArrayList<>();
          project
              .stages()
              .forEach((other, maker) -> {
                if (outs(maker).stream()
                    .anyMatch(out ->
                        reads(stage).stream().anyMatch(dep -> ProjectPaths.overlap(dep, out)))) {
                  before.add(other);
                }
              });
          needs.put(name, before);
        });
    Set<String> done = new LinkedHashSet<>();
    for (String name : needs.keySet()) {
      List<String> cycle = cycle(name, needs, new LinkedHashSet<>(), done);
      if (!cycle.isEmpty()) {
        mistakes.add(
            place(cycle.getFirst(), "deps"),
            "stages wait for each other: " + String.join(" needs ", cycle));
        return;
      }
    }
  }

  private static List<String> cycle(
      String name, Map<String, List<String>> needs, Set<String> path, Set<String> done) {
    if (done.contains(name)) {
      return List.of();
    }
    if (!path.add(name)) {
      List<String> cycle = new ArrayList<>(path);
      cycle = new ArrayList<>(cycle.subList(cycle.indexOf(name), cycle.size()));
      cycle.add(name);
      return cycle;
    }
    for (String before : needs.getOrDefault(name, List.of())) {
      List<String> found = cycle(before, needs, path, done);
      if (!found.isEmpty()) {
        return found;
      }
    }
    path.remove(name);
    done.add(name);
    return List.of();
  }

  private void boundFitsTheMetric() {
    Section checks = whole.section("checks");
    boolean lower = checks.text("metric").map(LOWER_IS_BETTER::contains).orElse(defaultIsError());
    String wrong = lower ? "minimum" : "maximum";
    if (checks.has(wrong)) {
      mistakes.add(
          checks.place(wrong),
          "'checks.%s' does not fit %s, which is better when %s; write '%s'"
              .formatted(
                  wrong,
                  checks.text("metric").orElse(lower ? "mae" : "this metric"),
                  lower ? "lower" : "higher",
                  lower ? "maximum" : "minimum"));
    }
  }

  private void metricFitsTheTask() {
    Section checks = whole.section("checks");
    List<String> fitting =
        switch (project.model().task()) {
          case BINARY_CLASSIFICATION ->
              List.of("auc", "accuracy", "precision", "recall", "f1", "log-loss", "brier");
          case MULTICLASS_CLASSIFICATION -> List.of("accuracy", "macro-f1", "log-loss");
          case REGRESSION -> List.of("mae", "rmse", "r2");
          case OTHER -> List.of();
        };
    checks
        .text("metric")
        .filter(metric -> !fitting.contains(metric) && !fitting.isEmpty())
        .ifPresent(metric ->
            mistakes.add(
                checks.place("metric"),
                "the metric '%s' does not fit this task; possible are %s"
                    .formatted(metric, String.join(", ", fitting))));
  }

  private boolean defaultIsError() {
    return project.model().task() == dev.slipway.core.model.Task.REGRESSION;
  }

  private boolean requireFile(String path, String reader, Place place) {
    if (!inside(path)) {
      mistakes.add(place, "'%s' lies outside the project".formatted(path));
      return false;
    }
    try {
      if (Files.exists(folder.resolve(path))) {
        return true;
      }
    } catch (InvalidPathException _) {
      // falls through to the mistake
    }
    String near =
        Nearest.to(path, makers.keySet()).map(m -> "; did you mean '" + m + "'?").orElse("");
    mistakes.add(
        place,
        "'%s' does not exist and no stage makes it; %s needs it%s".formatted(path, reader, near));
    return false;
  }

  private @Nullable String madeBy(String path) {
    for (Map.Entry<String, String> maker : makers.entrySet()) {
      if (ProjectPaths.overlap(path, maker.getKey())) {
        return maker.getValue();
      }
    }
    return null;
  }

  private static boolean inside(String path) {
    return !path.equals("..") && !path.startsWith("../") && !Path.of(path).isAbsolute();
  }

  private Place place(String stage, String key) {
    Section at = stages.get(stage);
    return at == null ? whole.place() : at.place(key);
  }

  private static List<String> reads(Stage stage) {
    List<String> reads = new ArrayList<>(stage.deps());
    reads.addAll(stage.params().keySet());
    return reads;
  }

  private static List<String> outs(Stage stage) {
    List<String> outs = new ArrayList<>();
    stage.outs().forEach(out -> outs.add(out.path()));
    outs.addAll(stage.metrics());
    outs.addAll(stage.plots());
    return outs;
  }
}
