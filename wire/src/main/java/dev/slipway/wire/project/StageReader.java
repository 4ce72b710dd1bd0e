package dev.slipway.wire.project;

import dev.slipway.core.project.Project.Out;
import dev.slipway.core.project.Project.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one stage. Paths become relative to the project, whatever the stage's `wdir`.
final class StageReader {
  private static final String PARAMS_FILE = "params.yaml";

  private final Mistakes mistakes;

  StageReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  Stage read(String name, Section stage) {
    List<String> cmd =
        stage.value("cmd") instanceof Yaml.Scalar s ? List.of(s.text()) : stage.texts("cmd");
    if (cmd.isEmpty()) {
      mistakes.add(
          stage.place(), "the stage '%s' has no 'cmd'; say which command it runs".formatted(name));
    }
    String wdir = ProjectPaths.normal(".", stage.required("wdir"));
    return new Stage(
        cmd,
        wdir,
        stage.texts("deps").stream().map(path -> ProjectPaths.normal(wdir, path)).toList(),
        params(wdir, stage),
        outs(wdir, stage, "outs"),
        paths(wdir, stage, "metrics"),
        paths(wdir, stage, "plots"),
        stage.flag("frozen"),
        stage.flag("always_changed"),
        stage.duration("timeout"));
  }

  private static Map<String, List<String>> params(String wdir, Section stage) {
    Map<String, List<String>> params = new LinkedHashMap<>();
    for (Map.Entry<String, Optional<Yaml>> entry : stage.entries("params")) {
      if (entry.getValue().isEmpty()) {
        params
            .computeIfAbsent(ProjectPaths.normal(wdir, PARAMS_FILE), _ -> new ArrayList<>())
            .add(entry.getKey());
        continue;
      }
      List<String> keys =
          params.computeIfAbsent(ProjectPaths.normal(wdir, entry.getKey()), _ -> new ArrayList<>());
      if (entry.getValue().get() instanceof Yaml.Sequence sequence) {
        sequence.items().forEach(key -> keys.add(((Yaml.Scalar) key).text()));
      }
    }
    return params;
  }

  private static List<Out> outs(String wdir, Section stage, String key) {
    List<Out> outs = new ArrayList<>();
    for (Map.Entry<String, Optional<Yaml>> entry : stage.entries(key)) {
      Yaml options = entry.getValue().orElse(null);
      outs.add(
          new Out(
              ProjectPaths.normal(wdir, entry.getKey()),
              option(options, "cache", true),
              option(options, "persist", false)));
    }
    return outs;
  }

  private static List<String> paths(String wdir, Section stage, String key) {
    return outs(wdir, stage, key).stream().map(Out::path).toList();
  }

  private static boolean option(
      @org.jspecify.annotations.Nullable Yaml options, String key, boolean otherwise) {
    return options instanceof Yaml.Mapping m
            && m.entries().get(key) instanceof Yaml.Scalar s
            && s.value() instanceof Boolean flag
        ? flag
        : otherwise;
  }
}
