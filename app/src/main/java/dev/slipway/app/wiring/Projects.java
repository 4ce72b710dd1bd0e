package dev.slipway.app.wiring;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.project.Project;
import dev.slipway.lifecycle.watch.WatchPlan;
import dev.slipway.lifecycle.watch.WatchPlans;
import dev.slipway.wire.project.ProjectFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The projects whose folders an operator gave to the server: what is watched of their models stands in
/// their `slipway.yaml`, which is read anew each time, so that a change counts without a restart.
final class Projects implements WatchPlans {
  private final List<Path> folders;

  Projects(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  @Override
  public WatchPlan of(String model) {
    return find(model).map(f -> WatchPlan.of(f.project())).orElse(WatchPlan.DEFAULT);
  }

  /// A project and where it lies.
  record Found(Path folder, Project project) {}

  Found require(String model) {
    return find(model)
        .orElseThrow(() ->
            new SlipwayException(
                ErrorCode.NOT_FOUND,
                "no project is known for '%s'; start the server with --project DIR to let it build again"
                    .formatted(model)));
  }

  private Optional<Found> find(String model) {
    for (Path folder : folders) {
      Project project = ProjectFile.read(folder);
      if (project.name().equals(model)) {
        return Optional.of(new Found(folder, project));
      }
    }
    return Optional.empty();
  }
}
