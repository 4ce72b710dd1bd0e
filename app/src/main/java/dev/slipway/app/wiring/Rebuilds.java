package dev.slipway.app.wiring;

import dev.slipway.core.check.CheckReport;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.project.Project;
import dev.slipway.core.project.Project.Source;
import dev.slipway.core.registry.PackageStore;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import dev.slipway.lifecycle.build.BuildResult;
import dev.slipway.lifecycle.check.Checker;
import dev.slipway.lifecycle.govern.Registrar;
import dev.slipway.lifecycle.release.Releaser;
import dev.slipway.lifecycle.watch.ProjectBuilds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Builds a project again with the rows that its endpoint has learned the truth about, checks the result
/// against the champion, and registers it as a version that waits for a person.
final class Rebuilds implements ProjectBuilds {
  private static final String DATA = ".slipway/retrain";

  private final Projects projects;
  private final Workshop workshop;
  private final Registry registry;
  private final PackageStore packages;
  private final Registrar registrar;

  Rebuilds(
      Projects projects,
      Workshop workshop,
      Registry registry,
      PackageStore packages,
      Registrar registrar) {
    this.projects = projects;
    this.workshop = workshop;
    this.registry = registry;
    this.packages = packages;
    this.registrar = registrar;
  }

  @Override
  public VersionId rebuild(String model, Path labelledRows, String reason) {
    Projects.Found found = projects.require(model);
    Project project = withRows(found, labelledRows);
    BuildResult built = workshop.builder().build(found.folder(), project, _ -> {});
    check(built.folder(), found.folder(), project);
    return registrar.registerAwaitingPerson(built.folder(), "retraining", reason).id();
  }

  private void check(Path folder, Path projectFolder, Project project) {
    Optional<Checker.Champion> champion =
        registry
            .findByAlias(project.name(), Releaser.CHAMPION)
            .map(v -> new Checker.Champion(v.id().toString(), packages.folder(v.packageDigest())));
    CheckReport report =
        workshop
            .checker()
            .check(
                folder,
                workshop.tables().read(projectFolder.resolve(project.model().test())),
                project.checks(),
                champion);
    workshop.packages().addFiles(folder, workshop.reportFiles(report));
  }

  /// The project, learning from its own data and the new rows: both are laid side by side in a folder.
  private Project withRows(Projects.Found found, Path labelledRows) {
    Map.Entry<String, Source> learned =
        found.project().data().entrySet().stream()
            .filter(e -> e.getValue().split().isPresent())
            .findFirst()
            .orElseThrow(() ->
                new SlipwayException(
                    ErrorCode.INVALID_PROJECT,
                    "no data of the project has a split, so there is nowhere to add new rows"));
    Path together = found.folder().resolve(DATA).resolve(learned.getKey());
    try {
      empty(together);
      Path original = found.folder().resolve(learned.getValue().path());
      if (Files.isDirectory(original)) {
        try (Stream<Path> files = Files.list(original)) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            copy(file, together.resolve(name(file)));
          }
        }
      } else {
        copy(original, together.resolve(name(original)));
      }
      workshop
          .tables()
          .write(
              inShapeOf(
                  workshop.tables().read(original, 1).schema(),
                  workshop.tables().read(labelledRows)),
              together.resolve("live-" + name(labelledRows)));
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.STORAGE, "cannot lay out the data for the new build: " + e.getMessage(), e);
    }
    Map<String, Source> data = new LinkedHashMap<>(found.project().data());
    data.put(
        learned.getKey(),
        new Source(
            DATA + "/" + learned.getKey(), learned.getValue().time(), learned.getValue().split()));
    Project p = found.project();
    return new Project(
        p.name(), data, p.stages(), p.model(), p.checks(), p.release(), p.monitor(), p.log());
  }

  /// The rows with the columns, order and types of the project's own data; what requests do not carry is
  /// missing.
  private static Table inShapeOf(Schema schema, Table rows) {
    List<Object> cells = new ArrayList<>();
    for (Column column : schema.columns()) {
      int from = rows.schema().indexOf(column.name());
      if (column.type().numeric()) {
        double[] missing = new double[rows.rows()];
        Arrays.fill(missing, Table.NULL);
        cells.add(from < 0 ? missing : rows.numbers(from));
      } else {
        cells.add(from < 0 ? new String[rows.rows()] : rows.texts(from));
      }
    }
    return new Table(schema, rows.rows(), cells);
  }

  private static void empty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String name(Path file) {
    return Objects.requireNonNull(file.getFileName(), "a file has a name").toString();
  }
}
