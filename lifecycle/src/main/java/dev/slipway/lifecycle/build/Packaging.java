package dev.slipway.lifecycle.build;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.ModelLoader;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.core.modelpackage.BuildEnvironment;
import dev.slipway.core.modelpackage.GoldenRows;
import dev.slipway.core.modelpackage.Lineage;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.profile.Profiler;
import dev.slipway.core.profile.Relations;
import dev.slipway.core.project.Project;
import dev.slipway.core.project.Project.ModelSpec;
import dev.slipway.core.recording.Recording;
import dev.slipway.core.table.Table;
import dev.slipway.core.table.TableFiles;
import dev.slipway.lifecycle.evaluation.Evaluator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Makes the package of a project whose stages have run. It is `.slipway/package`, and left alone while
/// nothing that went into it has changed.
final class Packaging {
  private final ProjectDisk disk;
  private final ContentDigests digests;
  private final TableFiles tables;
  private final PackageFolders packages;
  private final ModelLoader models;
  private final BuildEnvironment environment;

  Packaging(
      ProjectDisk disk,
      ContentDigests digests,
      TableFiles tables,
      PackageFolders packages,
      ModelLoader models,
      BuildEnvironment environment) {
    this.disk = disk;
    this.digests = digests;
    this.tables = tables;
    this.packages = packages;
    this.models = models;
    this.environment = environment;
  }

  /// @param unchanged whether it is the package of the build before
  record Packaged(Digest digest, boolean unchanged) {}

  Path folder() {
    return disk.own("package");
  }

  Packaged make(Project project, Lineage lineage) {
    Digest key = key(project, lineage);
    Path keyFile = disk.own("package.key");
    String stamp = key + (lineage.dirty() ? " dirty" : "");
    String last = String.join("", disk.lines(keyFile));
    // A package built from uncommitted changes is made again once they are committed.
    if ((last.equals(stamp) || last.equals(key.hex())) && Files.isDirectory(folder())) {
      return new Packaged(packages.digest(folder()), true);
    }
    Digest digest = write(project, lineage);
    disk.write(keyFile, stamp + "\n");
    return new Packaged(digest, false);
  }

  private Digest key(Project project, Lineage lineage) {
    ModelSpec spec = project.model();
    for (String path : new String[] {spec.path(), spec.train(), spec.test()}) {
      if (!disk.exists(disk.at(path))) {
        throw new SlipwayException(
            ErrorCode.INVALID_DATA,
            "'%s' does not exist after the stages ran; correct 'model' or the stage that should make it"
                .formatted(path));
      }
    }
    return Digest.of(
        String.join(
            "\n",
            project.name(),
            spec.toString(),
            digests.of(disk.at(spec.path())).hex(),
            lineage.data().toString(),
            lineage.split().toString(),
            lineage.params().toString(),
            lineage.stages().toString(),
            environment.toString(),
            project.log().toString()));
  }

  /// The project's recording, whose inputs the model must take.
  private static Recording recording(Project project, Signature signature) {
    for (Set<String> withheld : List.of(project.log().masked(), project.log().hashed())) {
      for (String input : withheld) {
        if (signature.indexOf(input) < 0) {
          throw new SlipwayException(
              ErrorCode.INVALID_PROJECT,
              "'log' names '%s', which is no input of the model; its inputs are %s"
                  .formatted(input, signature.inputSchema().names()));
        }
      }
    }
    return project.log();
  }

  private Digest write(Project project, Lineage lineage) {
    ModelSpec spec = project.model();
    Path model = disk.at(spec.path());
    Table train = table(spec, spec.train());
    Table heldOut = table(spec, spec.test());
    try (Scorer scorer = models.load(model)) {
      Signature signature = PackageSignature.of(spec, train, scorer.signature());
      ModelPackage.Target target = target(spec, Map.of());
      Evaluator evaluator = new Evaluator(spec.task(), signature, target, scorer);
      Map<String, Double> metrics = evaluator.evaluate(heldOut).metrics();
      Map<String, Double> importance = Importance.of(evaluator, heldOut);
      GoldenRows golden = GoldenSample.of(evaluator, heldOut);
      ModelPackage contents =
          new ModelPackage(
              project.name(),
              spec.task(),
              Files.isDirectory(model) ? "model" : "model/" + model.getFileName(),
              signature,
              target(spec, importance),
              java.util.Optional.of(profile(signature, train)),
              golden,
              metrics,
              lineage,
              environment,
              recording(project, signature),
              new TreeMap<>());
      return packages.write(contents, model, folder());
    }
  }

  private Table table(ModelSpec spec, String path) {
    Table table = tables.read(disk.at(path));
    if (table.rows() == 0) {
      throw new SlipwayException(ErrorCode.INVALID_DATA, "'%s' has no rows".formatted(path));
    }
    if (table.schema().indexOf(spec.target()) < 0) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "'%s' has no target column '%s'; its columns are %s"
              .formatted(path, spec.target(), table.schema().names()));
    }
    return table;
  }

  private static ModelPackage.Target target(ModelSpec spec, Map<String, Double> importance) {
    return new ModelPackage.Target(
        spec.target(), spec.positive(), importance, spec.sensitive(), spec.time());
  }

  private static Profile profile(Signature signature, Table train) {
    Profiler profiler = Profiler.training(signature.inputSchema());
    Table inputs = GoldenSample.inputs(signature, train);
    profiler.add(inputs);
    return profiler.profile().with(Relations.of(inputs));
  }
}
