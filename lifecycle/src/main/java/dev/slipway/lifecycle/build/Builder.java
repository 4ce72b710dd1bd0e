package dev.slipway.lifecycle.build;

import dev.slipway.core.model.ModelLoader;
import dev.slipway.core.modelpackage.BuildEnvironment;
import dev.slipway.core.modelpackage.Lineage;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.project.Project;
import dev.slipway.core.project.Project.Source;
import dev.slipway.core.project.Project.Split;
import dev.slipway.core.project.Project.Stage;
import dev.slipway.core.project.ValueFiles;
import dev.slipway.core.table.DataVersion;
import dev.slipway.core.table.TableFiles;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Builds projects: data versions, split, stages, package. Thread-safe: it holds no state; two builds of
/// one project exclude each other.
///
/// What is unchanged is not done again, and unchanged files are not even read (see [ContentDigests]). A
/// build that fails or is interrupted leaves the outputs of finished steps, and of the failed one nothing
/// half-written.
public final class Builder {
  private final TableFiles tables;
  private final ValueFiles values;
  private final PackageFolders packages;
  private final ModelLoader models;
  private final BuildEnvironment environment;
  private final Map<String, String> stageEnvironment;
  private final InstantSource clock;

  /// @param stageEnvironment added to the environment of stages; its `PATH` goes in front of the
  ///     inherited one, so that a stage finds the `slipway` that builds it
  public Builder(
      TableFiles tables,
      ValueFiles values,
      PackageFolders packages,
      ModelLoader models,
      BuildEnvironment environment,
      Map<String, String> stageEnvironment,
      InstantSource clock) {
    this.tables = tables;
    this.values = values;
    this.packages = packages;
    this.models = models;
    this.environment = environment;
    this.stageEnvironment = Map.copyOf(stageEnvironment);
    this.clock = clock;
  }

  /// Builds the project in a folder.
  public BuildResult build(Path folder, Project project, Consumer<BuildEvent> events) {
    ProjectDisk disk = new ProjectDisk(folder);
    disk.prepare();
    try (var _ = BuildGuard.enter(disk)) {
      ContentDigests digests = new ContentDigests(disk);
      try {
        return build(disk, digests, project, events);
      } finally {
        digests.save();
      }
    }
  }

  private BuildResult build(
      ProjectDisk disk, ContentDigests digests, Project project, Consumer<BuildEvent> events) {
    DataVersions versions = new DataVersions(disk, digests, tables);
    StepRunner runner = new StepRunner(disk, digests, new BuildLock(disk), clock, events);

    List<DataVersion> data = new ArrayList<>();
    project
        .data()
        .forEach((name, source) -> data.add(announced(versions.of(name, source.path()), events)));
    Optional<Lineage.SplitRecord> split = split(project, data, disk, versions, runner);
    Map<String, String> params = runStages(project, disk, runner, events);

    data.add(announced(versions.of("train", project.model().train()), events));
    data.add(announced(versions.of("test", project.model().test()), events));
    Lineage lineage = lineage(disk, project, data, split, params);
    Packaging packaging = new Packaging(disk, digests, tables, packages, models, environment);
    Packaging.Packaged packaged = packaging.make(project, lineage);
    events.accept(new BuildEvent.Packaged(packaged.digest(), packaged.unchanged()));
    return new BuildResult(packaging.folder(), packaged.digest(), lineage, packaged.unchanged());
  }

  private static DataVersion announced(DataVersion version, Consumer<BuildEvent> events) {
    events.accept(new BuildEvent.DataVersioned(version));
    return version;
  }

  /// Runs the splits and describes the first, which is the one that a project with several declares first.
  private Optional<Lineage.SplitRecord> split(
      Project project,
      List<DataVersion> data,
      ProjectDisk disk,
      DataVersions versions,
      StepRunner runner) {
    List<Lineage.SplitRecord> records = new ArrayList<>();
    for (DataVersion version : List.copyOf(data)) {
      Source source = java.util.Objects.requireNonNull(project.data().get(version.name()));
      if (source.split().isEmpty()) {
        continue;
      }
      Split split = source.split().get();
      SplitStep step = new SplitStep(version.name(), source, split, version, disk, tables);
      StageRecord record = runner.run(step, 1, 1);
      records.add(
          new Lineage.SplitRecord(
              split.method().name().toLowerCase(java.util.Locale.ROOT),
              record.notes().getOrDefault("boundary", ""),
              versions.of(version.name(), split.train()).rows(),
              versions.of(version.name(), split.test()).rows()));
    }
    return records.stream().findFirst();
  }

  /// Runs the stages in order and returns the parameters that they declared.
  private Map<String, String> runStages(
      Project project, ProjectDisk disk, StepRunner runner, Consumer<BuildEvent> events) {
    StageProcess process =
        new StageProcess(
            disk,
            stageEnvironment,
            (stage, line) -> events.accept(new BuildEvent.StageOutput(stage, line)));
    Map<String, String> params = new TreeMap<>();
    List<String> order = StageOrder.of(project);
    for (int i = 0; i < order.size(); i++) {
      Stage stage = java.util.Objects.requireNonNull(project.stages().get(order.get(i)));
      StageStep step = new StageStep(order.get(i), stage, disk, values, process);
      params.putAll(step.params());
      runner.run(step, i + 1, order.size());
    }
    return params;
  }

  private Lineage lineage(
      ProjectDisk disk,
      Project project,
      List<DataVersion> data,
      Optional<Lineage.SplitRecord> split,
      Map<String, String> params) {
    GitState git = GitState.of(disk.folder());
    Map<String, String> commands = new LinkedHashMap<>();
    for (String name : StageOrder.of(project)) {
      Stage stage = java.util.Objects.requireNonNull(project.stages().get(name));
      commands.put(name, String.join(" && ", stage.cmd()));
    }
    return new Lineage(
        git.author().orElse(System.getProperty("user.name", "unknown")),
        clock.instant(),
        git.commit(),
        git.dirty(),
        project.name(),
        data,
        split,
        params,
        commands,
        project.model().seed());
  }
}
