package dev.slipway.lifecycle.build;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.project.Project.Out;
import dev.slipway.core.project.Project.Stage;
import dev.slipway.core.project.ValueFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A stage of the project as a step: its command runs as a process.
record StageStep(
    String name, Stage stage, ProjectDisk disk, ValueFiles values, StageProcess process)
    implements Step {

  @Override
  public Digest key(ContentDigests digests) {
    StringBuilder key = new StringBuilder("stage 1\n");
    stage.cmd().forEach(cmd -> key.append("cmd ").append(cmd).append('\n'));
    key.append("wdir ").append(stage.wdir()).append('\n');
    for (String dep : stage.deps()) {
      if (!disk.exists(disk.at(dep))) {
        throw new SlipwayException(
            ErrorCode.STAGE_FAILED,
            "the stage '%s' needs '%s', which does not exist; a stage before it should have made it"
                .formatted(name, dep));
      }
      key.append("dep ").append(digests.of(disk.at(dep))).append(' ').append(dep).append('\n');
    }
    params().forEach((param, value) -> key.append("param %s=%s\n".formatted(param, value)));
    outs().forEach(out -> key.append("out ").append(out.path()).append('\n'));
    return Digest.of(key.toString());
  }

  /// The values of the declared parameters: by dotted name, with the file in front where it is not
  /// `params.yaml`.
  SortedMap<String, String> params() {
    SortedMap<String, String> params = new TreeMap<>();
    stage
        .params()
        .forEach((file, keys) -> {
          String prefix = file.equals("params.yaml") ? "" : file + ":";
          values
              .read(disk.at(file))
              .forEach((name, value) -> {
                if (keys.isEmpty() || keys.stream().anyMatch(key -> covers(key, name))) {
                  params.put(prefix + name, value);
                }
              });
        });
    return params;
  }

  private static boolean covers(String key, String name) {
    return name.equals(key) || name.startsWith(key + ".");
  }

  @Override
  public List<Out> outs() {
    return outs(stage);
  }

  /// Everything that a stage makes: outputs, metrics and plots.
  static List<Out> outs(Stage stage) {
    List<Out> outs = new ArrayList<>(stage.outs());
    stage.metrics().forEach(path -> outs.add(new Out(path, true, false)));
    stage.plots().forEach(path -> outs.add(new Out(path, true, false)));
    return outs;
  }

  @Override
  public Rerun rerun() {
    if (stage.frozen()) {
      return Rerun.NEVER;
    }
    boolean nothingToCompare = stage.deps().isEmpty() && outs().isEmpty();
    return stage.alwaysChanged() || nothingToCompare ? Rerun.ALWAYS : Rerun.WHEN_CHANGED;
  }

  @Override
  public Map<String, String> run() {
    process.run(name, stage);
    return Map.of();
  }
}
